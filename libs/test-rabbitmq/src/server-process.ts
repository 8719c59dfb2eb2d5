import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A program in a process group of its own, with everything it starts. */
export class ServerProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly group: number,
  ) {
    const keep = (data: Buffer): void => void (this.output = (this.output + data.toString()).slice(-4_000));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  static async start(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<ServerProcess> {
    // Standard input stays open: the Erlang shell that replaces the script ends the server when its input ends.
    const child = spawn(program, args, { env, cwd: env['HOME'], detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    await once(child, 'spawn');
    return new ServerProcess(child, child.pid ?? 0);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** The end of what it printed. */
  get lastWords(): string {
    return this.output.trim();
  }

  /** Asks it to end, or with SIGKILL ends it with everything it started, and resolves when it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    if (signal === 'SIGKILL') process.kill(-this.group, signal);
    else this.child.kill(signal);
    await ended;
  }
}
