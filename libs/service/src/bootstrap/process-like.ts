import type { Environment } from '../config/load-config.js';

/** The parts of `process` that running a service touches. */
export interface ProcessLike {
  readonly env: Environment;
  /** The program, its script and what it was called with; nothing unless given. */
  readonly argv?: readonly string[];
  readonly stderr: { write(text: string): unknown };
  on(event: string, listener: (reason: unknown) => void): unknown;
  exit(code: number): unknown;
}
