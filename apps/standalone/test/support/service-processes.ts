import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@edda/test-ports';
import { workspace } from './run-command.js';

export type ServiceName = 'content' | 'research-workflow' | 'agent-task' | 'learning' | 'gateway';
const STATEFUL: readonly ServiceName[] = ['content', 'research-workflow', 'agent-task', 'learning'];

/** Every service as a process of its own, with its own database, as an operator would run them. */
export class ServiceProcesses {
  private readonly children = new Map<ServiceName, ChildProcess>();
  private readonly logs = new Map<ServiceName, string>();

  private constructor(
    private readonly ports: Record<ServiceName, number>,
    private readonly environments: ReadonlyMap<ServiceName, NodeJS.ProcessEnv>,
  ) {}

  /** @param brokerUrl an embedded broker on a database of its own unless given */
  static async start(
    database: (name: string) => Promise<string>,
    blobs: string,
    brokerUrl?: string,
  ): Promise<ServiceProcesses> {
    const [content = 0, workflow = 0, agentTask = 0, learning = 0, gateway = 0] = await freePorts(5);
    const ports = { content, 'research-workflow': workflow, 'agent-task': agentTask, learning, gateway };
    const url = (service: ServiceName) => `http://127.0.0.1:${ports[service]}`;
    const shared = {
      CALLER_SECRET: 'only-for-this-test-only-for-this-test',
      BROKER_URL: brokerUrl ?? (await database('broker')),
      BLOB_DIRECTORY: blobs,
      CONTENT_URL: url('content'),
      RESEARCH_WORKFLOW_URL: url('research-workflow'),
      AGENT_TASK_URL: url('agent-task'),
      LEARNING_URL: url('learning'),
    };
    const environments = new Map<ServiceName, NodeJS.ProcessEnv>([
      ['gateway', { ...shared, PORT: String(ports.gateway) }],
    ]);
    for (const service of STATEFUL) {
      const name = service.replaceAll('-', '_');
      environments.set(service, { ...shared, PORT: String(ports[service]), DATABASE_URL: await database(name) });
    }
    const processes = new ServiceProcesses(ports, environments);
    await Promise.all([...STATEFUL, 'gateway' as const].map((service) => processes.startOne(service)));
    return processes;
  }

  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.ports.gateway}`;
  }

  logOf(service: ServiceName): string {
    return this.logs.get(service) ?? '';
  }

  /** @param changes to its configuration, for this process */
  async startOne(service: ServiceName, changes: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = spawn(process.execPath, [join(workspace, 'apps', service, 'dist/main.js')], {
      env: { PATH: process.env['PATH'], ...this.environments.get(service), ...changes },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.set(service, child);
    const keep = (chunk: unknown): void => void this.logs.set(service, this.logOf(service) + String(chunk));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const live = `http://127.0.0.1:${this.ports[service]}/health/live`;
    while (!(await fetch(live).catch(() => null))?.ok) {
      if (!isRunning(child)) throw new Error(`${service} ended at its start: ${this.logOf(service)}`);
      await delay(50);
    }
  }

  /** Resolves when every service says that it is ready. */
  async ready(): Promise<void> {
    for (const service of [...STATEFUL, 'gateway'] as const) {
      const ready = `http://127.0.0.1:${this.ports[service]}/health/ready`;
      while (!(await fetch(ready).catch(() => null))?.ok) {
        const child = this.children.get(service);
        // Else whoever waits for a test that has timed out would wait for ever.
        if (!child || !isRunning(child)) throw new Error(`${service} does not run: ${this.logOf(service)}`);
        await delay(50);
      }
    }
  }

  /** Freezes a process, or lets it go on. */
  signalOne(service: ServiceName, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.children.get(service)?.kill(signal);
  }

  async stopOne(service: ServiceName, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
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

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
