export type { CommandDeps, Output } from './command-deps.js';
export { ExitCode } from './exit-code.js';
export { interruptSignal, type SignalSource } from './interrupt.js';
export type { Pace } from './pace.js';
export type {
  OpenPlatform,
  OpenPlatformOptions,
  PlatformHandle,
  StartPlatform,
  StartPlatformOptions,
} from './platform/platform-handle.js';
export { runCommand } from './run-command.js';
