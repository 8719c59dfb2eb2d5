import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of its own that moves the sagas of {@link effectSaga}, to be killed or frozen at any moment. */
export class SagaChild {
  private readonly child: ChildProcess;
  private printed = '';

  /**
   * @param holdAt the step whose action takes long; none unless given
   * @param holdMs how long, in milliseconds; for ever unless given
   */
  constructor(url: string, { leaseMs = 1000, holdAt = '', holdMs = '' } = {}) {
    const { NODE_OPTIONS: _forJest, ...env } = process.env;
    const program = join(import.meta.dirname, 'run-sagas.ts');
    const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
    this.child = spawn(process.execPath, [...loader, program, url, String(leaseMs), holdAt, holdMs], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env,
    });
    this.child.stdout?.on('data', (text) => (this.printed += String(text)));
  }

  /** What it has printed: a line for each action that it began, `<step> <saga>`. */
  get lines(): string[] {
    return this.printed.split('\n').filter(Boolean);
  }

  /** As a machine that swaps does. */
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
