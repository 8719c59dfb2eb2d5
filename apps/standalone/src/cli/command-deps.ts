import type { Pace } from './pace.js';
import type { OpenKeys, OpenLogs } from './events/service-log.js';
import type { OpenMessaging } from './topics/messaging-tools.js';
import type { OpenPlatform, StartPlatform } from './platform/platform-handle.js';

/** A stream the commands write to; `columns` and `rows` are those of a terminal. */
export type Output = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };

/** Everything a command takes from the process it runs in. */
export interface CommandDeps {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute folder that relative paths are named from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first Ctrl-C; see `interruptSignal`. */
  readonly signal: AbortSignal;
  /** Whether `stdout` is a terminal. */
  readonly isTTY: boolean;
  readonly openPlatform: OpenPlatform;
  readonly startPlatform: StartPlatform;
  readonly openLogs: OpenLogs;
  readonly openKeys: OpenKeys;
  readonly openMessaging: OpenMessaging;
  /** Waiting times; the defaults are meant for people, specs shorten them. */
  readonly pace?: Partial<Pace>;
}
