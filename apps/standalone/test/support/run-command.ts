import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const workspace = join(import.meta.dirname, '../../../..');
const launcher = join(workspace, 'tools/launch.mjs');

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command of the command line as a process of its own. */
export class RunningCommand {
  readonly finished: Promise<Finished>;
  private stdout = '';
  private readonly child: ChildProcess;

  constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
    // What Jest needs of Node is not for the command.
    const { NODE_OPTIONS: _options, ...inherited } = process.env;
    this.child = spawn(process.execPath, [launcher, ...args], { cwd, env: { ...inherited, ...env }, stdio: 'pipe' });
    let stderr = '';
    this.child.stdout?.on('data', (chunk) => (this.stdout += String(chunk)));
    this.child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
    this.finished = new Promise((resolve) => {
      this.child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr }));
    });
  }

  /** The first match in what the command prints, as soon as it is there. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match) return match;
      if (this.child.exitCode !== null)
        throw new Error(`The command ended without printing ${pattern}: ${this.stdout}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

export function run(args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Finished> {
  return new RunningCommand(args, cwd, env).finished;
}
