// What the processes of a run have in common: they take commands from the conductor and report to it.
import module from 'node:module';

const REPORT_MS = 50;

/** @returns the settings the process was started with */
export function settings() {
  return JSON.parse(process.argv[2]);
}

/**
 * Counts what happens in this process and reports it every 50 ms, so that little is forgotten when it is killed.
 * Progress of an actor is when it first and last came forward since the last report.
 */
export class Reporter {
  hits = {};
  #samples = [];
  #progress = new Map();
  #figures = {};

  constructor() {
    setInterval(() => this.send(), REPORT_MS).unref();
  }

  hit(fault, count = 1) {
    this.hits[fault] = (this.hits[fault] ?? 0) + count;
  }

  /** A fault was recovered from in so many milliseconds. */
  recovered(fault, milliseconds) {
    this.#samples.push([fault, milliseconds]);
  }

  progress(actor, streams = []) {
    const now = Date.now();
    const known = this.#progress.get(actor) ?? { firstAt: now, streams: new Set() };
    known.lastAt = now;
    for (const stream of streams) known.streams.add(stream);
    this.#progress.set(actor, known);
  }

  figure(name, value) {
    this.#figures[name] = value;
  }

  add(name, count) {
    this.#figures[name] = (this.#figures[name] ?? 0) + count;
  }

  send() {
    if (!process.connected) return;
    const progress = [...this.#progress].map(([actor, { firstAt, lastAt, streams }]) => ({
      actor,
      firstAt,
      lastAt,
      streams: [...streams],
    }));
    process.send({ kind: 'report', hits: this.hits, samples: this.#samples, figures: this.#figures, progress });
    this.#samples = [];
    this.#progress.clear();
  }
}

/**
 * Carries out the conductor's commands, each answered when it is done. The process ends with the conductor.
 *
 * @param {Record<string, (argument: unknown) => unknown>} commands
 */
export function obey(commands) {
  process.on('disconnect', () => process.exit(0));
  process.on('SIGINT', () => undefined);
  process.on('message', async ({ id, command, argument }) => {
    let answer;
    try {
      answer = { kind: 'answer', id, value: await commands[command](argument) };
    } catch (error) {
      answer = { kind: 'answer', id, error: String(error?.stack ?? error) };
    }
    if (process.connected) process.send(answer);
  });
  process.send({ kind: 'ready' });
  // A killed process writes nothing out at its end; older versions of Node cannot.
  module.flushCompileCache?.();
}
