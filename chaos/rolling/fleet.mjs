import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePorts } from '@edda/test-ports';
import { Front } from './front.mjs';
import { Instance } from './instance.mjs';

/** The services in the order in which they are replaced. */
export const SERVICES = ['content', 'research-workflow', 'agent-task', 'learning', 'gateway'];
export const STATEFUL = SERVICES.filter((service) => service !== 'gateway');

/** Longer than the delay, the deadline and the closing of the modules may take together. */
const STOP_MS = 60_000;

export const DELAY_MS = 3000;

/** All services with several instances each, behind a front each. */
export class Fleet {
  #fronts = new Map();
  #instances = new Map(SERVICES.map((service) => [service, []]));
  #started = 0;
  /** Milliseconds of each start and stop, by service, and what ended otherwise than with 0. */
  figures = new Map(SERVICES.map((service) => [service, { replaced: 0, starts: [], stops: [], badEnds: [] }]));

  /** @param {{ databases: Record<string, string>, brokerUrl: string, folder: string, say: (text: string) => void }} options */
  constructor({ databases, brokerUrl, folder, say }) {
    Object.assign(this, { databases, brokerUrl, folder, say });
  }

  async open() {
    const ports = await freePorts(SERVICES.length);
    for (const [at, service] of SERVICES.entries()) {
      const front = new Front();
      await front.listen(ports[at]);
      this.#fronts.set(service, front);
    }
  }

  get url() {
    return this.#fronts.get('gateway').url;
  }

  /**
   * Starts the first instances of every service.
   *
   * @param {(service: string) => number} countOf how many of each
   */
  async start(build, countOf) {
    // One of each first: they make the tables, and side by side the others would wait for them.
    await Promise.all(SERVICES.map((service) => this.#add(service, build)));
    const others = SERVICES.flatMap((service) => Array.from({ length: countOf(service) - 1 }, () => service));
    await Promise.all(others.map((service) => this.#add(service, build)));
  }

  /** Carries out the command `migrate` of a build for every service that keeps something. */
  async migrate(build) {
    await Promise.all(
      STATEFUL.map(async (service) => {
        const { how, output } = await ended(build, service, { DATABASE_URL: this.databases[service] });
        if (how !== 0) throw new Error(`${service} migrate ended with ${how}: ${output}`);
      }),
    );
  }

  /** Replaces the instances of a service one by one. */
  async roll(service, build) {
    const front = this.#fronts.get(service);
    for (const old of [...this.#instances.get(service)]) {
      await this.#add(service, build);
      front.withdraw(old);
      await this.#stop(old);
      this.figures.get(service).replaced++;
    }
  }

  async stop() {
    const stopOf = (service) => this.#instances.get(service).map((instance) => this.#stop(instance));
    // The gateway first: what is asked of it then is refused, and nobody asks any more.
    await Promise.all(stopOf('gateway'));
    await Promise.all(SERVICES.filter((service) => service !== 'gateway').flatMap(stopOf));
  }

  /** Ends everything at once. */
  async close() {
    for (const instances of this.#instances.values()) for (const instance of instances) instance.kill();
    await Promise.all([...this.#fronts.values()].map((front) => front.close()));
  }

  async #add(service, build) {
    const [port] = await freePorts(1);
    const number = ++this.#started;
    const instance = new Instance({
      build,
      service,
      number,
      port,
      env: this.#env(service, build),
      folder: this.folder,
    });
    this.#instances.get(service).push(instance);
    const milliseconds = await instance.start();
    this.#fronts.get(service).add(instance);
    this.figures.get(service).starts.push(milliseconds);
    this.say(`${instance.name} of ${build.name} is ready after ${(milliseconds / 1000).toFixed(1)} s`);
    void instance.ended.then((how) => {
      if (!instance.isStopping) this.figures.get(service).badEnds.push(`${instance.name} ended with ${how} by itself`);
    });
  }

  async #stop(instance) {
    instance.isStopping = true;
    const { how, milliseconds } = await instance.stop(STOP_MS);
    const figures = this.figures.get(instance.service);
    figures.stops.push(milliseconds);
    if (how !== 0) figures.badEnds.push(`${instance.name} ended with ${how} when it was stopped`);
    this.#instances.set(
      instance.service,
      this.#instances.get(instance.service).filter((other) => other !== instance),
    );
    this.say(
      `${instance.name} of ${instance.build.name} ended with ${how} after ${(milliseconds / 1000).toFixed(1)} s`,
    );
  }

  #env(service, build) {
    const urls = [...this.#fronts].map(([name, { url }]) => [`${name.replaceAll('-', '_').toUpperCase()}_URL`, url]);
    return {
      ...Object.fromEntries(urls),
      BROKER_URL: this.brokerUrl,
      CALLER_SECRET: 'only-for-this-run-only-for-this-run-only',
      BLOB_DIRECTORY: join(this.folder, 'blobs'),
      FETCH_ALLOW: '127.0.0.0/8',
      SHUTDOWN_DELAY_MS: String(DELAY_MS),
      SHUTDOWN_DEADLINE_MS: '20000',
      NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
      ...(service !== 'gateway' && { DATABASE_URL: this.databases[service] }),
      ...(this.isMigrated && build.migrates && { MIGRATIONS: 'wait' }),
    };
  }
}

function ended(build, service, env) {
  const main = join(build.folder, 'apps', service, 'dist/main.js');
  const child = spawn(process.execPath, [main, 'migrate'], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ how: signal ?? code, output })));
}
