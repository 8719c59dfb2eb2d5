import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../lib/within.mjs';

/** Also on a machine with much else to do. */
const READY_MS = 300_000;

/** One process of a service. */
export class Instance {
  /**
   * @param {{ build: import('./builds.mjs').Build, service: string, number: number, port: number, env: object, folder: string }} options
   *   `folder`: for its log
   */
  constructor({ build, service, number, port, env, folder }) {
    Object.assign(this, { build, service, port, env });
    this.name = `${service}-${number}`;
    this.log = join(folder, `${this.name}.log`);
  }

  /** @returns {Promise<number>} milliseconds until it was ready */
  async start() {
    const startedAt = performance.now();
    const out = openSync(this.log, 'a');
    this.child = spawn(process.execPath, [join(this.build.folder, 'apps', this.service, 'dist/main.js')], {
      env: { PATH: process.env.PATH, ...this.env, PORT: String(this.port) },
      stdio: ['ignore', out, out],
    });
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(signal ?? code)));
    let end;
    void this.ended.then((how) => (end = how));
    while (!(await this.isReady())) {
      if (end !== undefined) throw new Error(`${this.name} ended with ${end} at its start: ${this.#lastLines()}`);
      if (performance.now() - startedAt > READY_MS)
        throw new Error(`${this.name} was not ready in time: ${this.#lastLines()}`);
      await delay(100);
    }
    return performance.now() - startedAt;
  }

  async isReady() {
    const signal = AbortSignal.timeout(5000);
    const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`, { signal }).catch(() => null);
    await answer?.text().catch(() => '');
    return answer?.ok === true;
  }

  /**
   * Asks it to end.
   *
   * @param {number} timeout milliseconds until it is killed
   * @returns {Promise<{ how: number | string, milliseconds: number }>} its exit code, or the signal that has ended it
   */
  async stop(timeout) {
    const startedAt = performance.now();
    this.child.kill('SIGTERM');
    if (!(await within(timeout, this.ended))) this.child.kill('SIGKILL');
    return { how: await this.ended, milliseconds: performance.now() - startedAt };
  }

  #lastLines() {
    return readFileSync(this.log, 'utf8').slice(-2000);
  }

  kill() {
    this.child?.kill('SIGKILL');
  }
}
