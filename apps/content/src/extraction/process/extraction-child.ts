import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ExtractionInput } from '../extraction-input.js';
import type { ExtractionResult } from '../extraction-result.js';
import { type ChildDeath, describeDeath } from './child-death.js';
import type { ExtractionEntry } from './extraction-entry.js';
import type { ExtractionReply, ExtractionRequest } from './extraction-message.js';

export interface ExtractionChildOptions extends ExtractionEntry {
  readonly deadlineMs: number;
  readonly memoryLimitBytes: number;
  /** Milliseconds that starting may take. */
  readonly startDeadlineMs: number;
}

export type ExtractionOutcome =
  | { readonly type: 'result'; readonly result: ExtractionResult; readonly residentBytes: number }
  | { readonly type: 'death'; readonly death: ChildDeath };

/** V8 may use this share of the resident limit; the rest is for buffers, code and the runtime itself. */
const HEAP_SHARE = 0.6;
const KEPT_STDERR = 4096;
const MIB = 1024 * 1024;

/** One process that reads documents, one after the other. */
export class ExtractionChild {
  /** Jobs that ended with a result. */
  finishedJobs = 0;
  private stderr = '';
  private onReply: ((reply: ExtractionReply) => void) | undefined;
  private readonly exited: Promise<ChildDeath>;

  private constructor(
    private readonly process: ChildProcess,
    private readonly options: ExtractionChildOptions,
  ) {
    process.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.stderr = (this.stderr + chunk).slice(-KEPT_STDERR);
    });
    process.on('message', (reply) => this.onReply?.(reply as ExtractionReply));
    this.exited = new Promise((resolve) => {
      process.on('error', (error) => resolve({ cause: 'crashed', detail: error.message }));
      // Not `exit`: what the process wrote last is complete only now.
      process.once('close', (code, signal) => resolve(describeDeath(code, signal, this.stderr)));
    });
  }

  /** Starts a process and waits until it can take jobs. Throws when it cannot be started: no document is to blame for that. */
  static async start(options: ExtractionChildOptions): Promise<ExtractionChild> {
    const { entry, execArgv, memoryLimitBytes, startDeadlineMs } = options;
    const heapMib = Math.max(64, Math.floor((memoryLimitBytes * HEAP_SHARE) / MIB));
    const forked = fork(entry instanceof URL ? fileURLToPath(entry) : entry, [String(memoryLimitBytes)], {
      execArgv: [...execArgv, `--max-old-space-size=${heapMib}`],
      env: childEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const child = new ExtractionChild(forked, options);
    const ready = await child.nextReply(startDeadlineMs);
    if (ready !== 'deadline' && !('cause' in ready) && ready.type === 'ready') return child;
    await child.kill();
    const reason = ready === 'deadline' ? `not ready within ${startDeadlineMs} ms` : JSON.stringify(ready);
    throw new Error(`The extraction process ${String(entry)} cannot be started: ${reason}`);
  }

  /** Runs one job. A process that died, or was killed at the deadline, is reported as an outcome and takes no more jobs. */
  async run(input: ExtractionInput): Promise<ExtractionOutcome> {
    const { deadlineMs } = this.options;
    this.hold();
    const replied = this.nextReply(deadlineMs);
    const request: ExtractionRequest = { input };
    this.process.send(request, () => undefined);
    const reply = await replied;
    if (reply === 'deadline') {
      await this.kill();
      return { type: 'death', death: { cause: 'deadline', detail: `not done within ${deadlineMs} ms` } };
    }
    if ('cause' in reply) return { type: 'death', death: reply };
    if (reply.type !== 'result') {
      await this.kill();
      throw new Error(`The extraction failed by a defect of its own: ${JSON.stringify(reply)}`);
    }
    this.finishedJobs++;
    this.release();
    return { type: 'result', result: reply.result, residentBytes: reply.residentBytes };
  }

  /** Ends the process, whatever it is doing, and waits until it is gone. */
  async kill(): Promise<void> {
    this.hold();
    this.process.kill('SIGKILL');
    await this.exited;
  }

  /** The next message, the death of the process, or `deadline`, whichever comes first. */
  private async nextReply(deadlineMs: number): Promise<ExtractionReply | ChildDeath | 'deadline'> {
    let timer: NodeJS.Timeout | undefined;
    const replied = new Promise<ExtractionReply>((resolve) => {
      this.onReply = resolve;
    });
    const expired = new Promise<'deadline'>((resolve) => {
      timer = setTimeout(() => resolve('deadline'), deadlineMs);
    });
    try {
      return await Promise.race([replied, this.exited, expired]);
    } finally {
      clearTimeout(timer);
      this.onReply = undefined;
    }
  }

  /** While it works, this process waits for it; an idle child keeps nobody from exiting. */
  private hold(): void {
    this.process.ref();
    this.process.channel?.ref();
    this.stderrHandle?.ref();
  }

  private release(): void {
    this.process.unref();
    this.process.channel?.unref();
    this.stderrHandle?.unref();
  }

  /** The pipe is a socket, which its type does not say. */
  private get stderrHandle(): Socket | null {
    return this.process.stderr as Socket | null;
  }
}

/** What a process needs to start; the service's secrets are none of the business of code that reads strange documents. */
const PASSED_ON = ['PATH', 'TMPDIR', 'TEMP', 'TZ', 'LANG', 'SystemRoot', 'TS_NODE_PROJECT'];

function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
