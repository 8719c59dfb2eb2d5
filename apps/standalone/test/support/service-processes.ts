import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@edda/test-ports';
import { SERVICES, urlVariable } from '../../src/platform/services.js';
import { workspace } from './run-command.js';

const STATEFUL = SERVICES.map(({ definition }) => definition.name);
const ALL = [...STATEFUL, 'gateway'];

/** Every service as a process of its own, with its own database, as an operator would run them. */
export class ServiceProcesses {
  private readonly children = new Map<string, ChildProcess>();
  private readonly logs = new Map<string, string>();

  private constructor(
    private readonly ports: ReadonlyMap<string, number>,
    private readonly environments: ReadonlyMap<string, NodeJS.ProcessEnv>,
  ) {}

  /** @param brokerUrl an embedded broker on a database of its own unless given */
  static async start(
    database: (name: string) => Promise<string>,
    blobs: string,
    brokerUrl?: string,
  ): Promise<ServiceProcesses> {
    const free = await freePorts(ALL.length);
    const ports = new Map(ALL.map((service, index) => [service, free[index] ?? 0]));
    const shared = {
      CALLER_SECRET: 'only-for-this-test-only-for-this-test',
      BROKER_URL: brokerUrl ?? (await database('broker')),
      BLOB_DIRECTORY: blobs,
      ...Object.fromEntries(STATEFUL.map((service) => [urlVariable(service), originOf(ports, service)])),
    };
    const environments = new Map<string, NodeJS.ProcessEnv>([
      ['gateway', { ...shared, PORT: String(ports.get('gateway')) }],
    ]);
    for (const service of STATEFUL) {
      const name = service.replaceAll('-', '_');
      environments.set(service, { ...shared, PORT: String(ports.get(service)), DATABASE_URL: await database(name) });
    }
    const processes = new ServiceProcesses(ports, environments);
    await Promise.all(ALL.map((service) => processes.startOne(service)));
    return processes;
  }

  get gatewayUrl(): string {
    return originOf(this.ports, 'gateway');
  }

  logOf(service: string): string {
    return this.logs.get(service) ?? '';
  }

  /** @param changes to its configuration, for this process */
  async startOne(service: string, changes: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = spawn(process.execPath, [join(workspace, 'apps', service, 'dist/main.js')], {
      env: { PATH: process.env['PATH'], ...this.environments.get(service), ...changes },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.set(service, child);
    const keep = (chunk: unknown): void => void this.logs.set(service, this.logOf(service) + String(chunk));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const live = `${originOf(this.ports, service)}/health/live`;
    while (!(await fetch(live).catch(() => null))?.ok) {
      if (!isRunning(child)) throw new Error(`${service} ended at its start: ${this.logOf(service)}`);
      await delay(50);
    }
  }

  /** Resolves when every service says that it is ready. */
  async ready(): Promise<void> {
    for (const service of ALL) {
      const ready = `${originOf(this.ports, service)}/health/ready`;
      while (!(await fetch(ready).catch(() => null))?.ok) {
        const child = this.children.get(service);
        // Else whoever waits for a test that has timed out would wait for ever.
        if (!child || !isRunning(child)) throw new Error(`${service} does not run: ${this.logOf(service)}`);
        await delay(50);
      }
    }
  }

  /** Freezes a process, or lets it go on. */
  signalOne(service: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.children.get(service)?.kill(signal);
  }

  async stopOne(service: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.children.get(service);
    if (!child || !isRunning(child)) return;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill(signal);
    await ended;
    this.children.delete(service);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.children.keys()].map((service) => this.stopOne(service)));
  }
}

function originOf(ports: ReadonlyMap<string, number>, service: string): string {
  return `http://127.0.0.1:${ports.get(service)}`;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
