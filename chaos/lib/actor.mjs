import { fork } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { within } from './within.mjs';

/** A process of the run: told what to do, killed, frozen and started again. */
export class Actor {
  #child = null;
  #waiting = new Map();
  #lastId = 0;
  #expected = false;
  incarnation = 0;
  /** What each incarnation reported last. */
  reports = new Map();

  /**
   * @param {URL} script what the process runs
   * @param {object} settings what the process is given
   * @param {{ onReport: (actor: Actor, report: object) => void, onDeath: (actor: Actor, how: string) => void }} listeners
   */
  constructor(script, name, settings, { onReport, onDeath }) {
    Object.assign(this, { script, name, settings, onReport, onDeath });
  }

  get isRunning() {
    return this.#child !== null;
  }

  /** Resolves when the process takes commands. */
  async start() {
    this.incarnation++;
    this.#expected = false;
    const { folder } = this.settings;
    const log = openSync(`${folder}/${this.name}.log`, 'a');
    const settings = JSON.stringify({ ...this.settings, name: this.name, incarnation: this.incarnation });
    const child = fork(fileURLToPath(this.script), [settings], {
      stdio: ['ignore', log, log, 'ipc'],
      // What is started again and again is compiled once.
      env: { ...process.env, NODE_COMPILE_CACHE: `${folder}/compiled` },
    });
    this.#child = child;
    const { incarnation } = this;
    child.on('exit', (code, signal) => {
      if (this.#child === child) this.#child = null;
      for (const { reject } of this.#waiting.values()) reject(new Error(`${this.name} ended (${signal ?? code}).`));
      this.#waiting.clear();
      if (!this.#expected) this.onDeath(this, String(signal ?? code));
    });
    await new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${this.name} ended with ${code} before it was ready.`)));
      child.on('message', (said) => {
        if (said.kind === 'ready') resolve();
        else if (said.kind === 'report') this.#took(incarnation, said);
        else this.#answered(said);
      });
    });
  }

  /** Carries out a command and resolves with its answer. */
  async tell(command, argument) {
    const child = this.#child;
    if (!child) throw new Error(`${this.name} is not running.`);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // It may be dead already, and its exit not known yet.
      child.send({ id, command, argument }, (error) => error && this.#answered({ id, error: String(error) }));
    });
  }

  /** Resolves with whether it has ended by itself within the time (milliseconds), as it was told to. */
  async dies(timeout) {
    const child = this.#child;
    if (!child) return true;
    this.#expected = true;
    const ended = await within(timeout, new Promise((resolve) => child.once('exit', resolve)));
    this.#expected = ended;
    return ended;
  }

  /** Ends it at once, wherever it is. */
  async kill() {
    const child = this.#child;
    if (!child) return;
    this.#expected = true;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  freeze() {
    this.#child?.kill('SIGSTOP');
  }

  thaw() {
    this.#child?.kill('SIGCONT');
  }

  #took(incarnation, report) {
    this.reports.set(incarnation, report);
    this.onReport(this, report);
  }

  #answered({ id, value, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`${this.name}: ${error}`));
    else waiting?.resolve(value);
  }
}
