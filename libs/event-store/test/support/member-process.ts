import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A member of a subscription in a process of its own, which can be killed. */
export class MemberProcess {
  ownedShards: number[] = [];
  private readonly child: ChildProcess;

  constructor(url: string, name: string, shards: number, leaseMs: number) {
    const { NODE_OPTIONS: _forJest, ...env } = process.env;
    this.child = spawn(
      process.execPath,
      [
        '--import',
        '@swc-node/register/esm-register',
        '--conditions=@edda/source',
        join(import.meta.dirname, 'run-member.ts'),
        url,
        name,
        String(shards),
        String(leaseMs),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env },
    );
    this.child.stdout?.on('data', (text) => {
      const line = String(text).trim().split('\n').at(-1);
      if (line) this.ownedShards = JSON.parse(line) as number[];
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Freezes it, as a machine that swaps does. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
