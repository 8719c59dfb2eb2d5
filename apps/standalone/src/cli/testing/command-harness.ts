import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import type { CommandDeps } from '../command-deps.js';
import type { Pace } from '../pace.js';
import { runCommand } from '../run-command.js';
import { StubPlatform } from './stub-platform.js';

/** Waiting times that let a spec see retries without waiting for them. */
export const QUICK: Pace = {
  retryMs: 1,
  retryMaxMs: 5,
  connectGiveUpMs: 150,
  outageGiveUpMs: 1_000,
  pollMs: 1,
  idleMs: 20,
  countLineMs: 0,
  stopMs: 200,
  takenMs: 200,
};

class Captured extends Writable {
  text = '';
  columns: number | undefined;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs commands in a folder of their own against a {@link StubPlatform}. */
export class CommandHarness {
  readonly stdout = new Captured();
  readonly stderr = new Captured();
  readonly interrupt = new AbortController();
  /** What happened to the platform: `open`, `stop`. */
  readonly log: string[] = [];
  joined = false;
  isTTY = false;
  env: Record<string, string> = {};

  private constructor(
    readonly cwd: string,
    readonly url: string,
    readonly platform: StubPlatform,
  ) {}

  static async create(): Promise<CommandHarness> {
    const cwd = await realpath(await mkdtemp(join(tmpdir(), 'edda-cli-')));
    const platform = new StubPlatform();
    return new CommandHarness(cwd, await platform.listen(), platform);
  }

  async dispose(): Promise<void> {
    await this.platform.close();
    await rm(this.cwd, { recursive: true, force: true });
  }

  /** Writes files below the folder: path -> content. */
  async files(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [path, content] of Object.entries(contents)) {
      await mkdir(dirname(join(this.cwd, path)), { recursive: true });
      await writeFile(join(this.cwd, path), content);
    }
  }

  async run(...argv: string[]): Promise<number> {
    return runCommand(argv, this.deps());
  }

  deps(): CommandDeps {
    const open = async (what: string): Promise<{ url: string; joined: boolean; stop(): Promise<void> }> => {
      this.log.push(what);
      return {
        url: this.url,
        joined: this.joined,
        stop: async () => {
          this.log.push('stop');
        },
      };
    };
    return {
      stdout: this.stdout,
      stderr: this.stderr,
      cwd: this.cwd,
      env: this.env,
      signal: this.interrupt.signal,
      isTTY: this.isTTY,
      openPlatform: ({ server, dataDirectory }) => open(`open ${server ?? dataDirectory}`),
      startPlatform: ({ host, port, dataDirectory }) => open(`start ${host}:${port} ${dataDirectory}`),
      openLogs: () => Promise.reject(new Error('This spec has no logs.')),
      openKeys: () => Promise.reject(new Error('This spec has no keys.')),
      openMessaging: () => Promise.reject(new Error('This spec has no broker.')),
      pace: QUICK,
    };
  }

  clear(): void {
    this.stdout.text = '';
    this.stderr.text = '';
    this.platform.requests.length = 0;
  }
}
