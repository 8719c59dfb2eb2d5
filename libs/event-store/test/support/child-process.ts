import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LOADER = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];

/** A process of its own that runs a program of this folder, to be killed at any moment. */
export class KillableProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** What it prints. */
    readonly lines: AsyncIterable<string>,
  ) {}

  static start(program: string, ...parameters: string[]): KillableProcess {
    const child = spawn(process.execPath, [...LOADER, join(import.meta.dirname, program), ...parameters], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new KillableProcess(child, createInterface({ input: child.stdout }));
  }

  /** Resolves with the first line that it prints and that passes. */
  async line(passes: (line: string) => boolean): Promise<string> {
    for await (const line of this.lines) if (passes(line)) return line;
    throw new Error('The process ended without printing it.');
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
