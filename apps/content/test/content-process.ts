import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CALLER_HEADER, signCaller } from '@edda/kernel';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const LOADER = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
const root = join(import.meta.dirname, '../../..');

/** The content service as a process of its own, to be killed at any moment and started again on the same data. */
export class ContentProcess {
  private child: ChildProcess | null = null;
  private log = '';

  private constructor(
    private readonly env: Readonly<Record<string, string>>,
    private readonly url: string,
  ) {}

  static async start(env: Readonly<Record<string, string>>): Promise<ContentProcess> {
    const port = String(await freePort());
    const service = new ContentProcess({ ...env, PORT: port, CALLER_SECRET: SECRET }, `http://127.0.0.1:${port}`);
    await service.start();
    return service;
  }

  /** Resolves when it takes requests. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [...LOADER, join(root, 'apps/content/src/main.ts')], {
      cwd: root,
      env: { PATH: process.env['PATH'], TS_NODE_PROJECT: join(root, 'tsconfig.base.json'), ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (text: unknown): void => void (this.log += String(text));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    while (!(await fetch(`${this.url}/health/live`).catch(() => null))?.ok) {
      if (child.exitCode !== null) throw new Error(`The content service ended at its start: ${this.log}`);
      await delay(50);
    }
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** @param path below `/api/v1` */
  async call(path: string, json?: unknown): Promise<Response> {
    const caller = await signCaller({ tenantId: 'default', userId: 'u1' }, SECRET);
    const headers = { [CALLER_HEADER]: caller, 'content-type': 'application/json' };
    const body =
      json === undefined
        ? { headers: { [CALLER_HEADER]: caller } }
        : { method: 'POST', headers, body: JSON.stringify(json) };
    return fetch(`${this.url}/api/v1${path}`, body);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
