import type { EngineKind } from '../../engines/engines.js';

/** What an engine made of its input, and what that took. */
export interface EngineRun {
  readonly result: object;
  /** Time of the processor in milliseconds. */
  readonly cpuTimeMs: number;
  readonly memoryBytes: number;
}

/** Runs the engines of the built-in agents away from the event loop. */
export interface Engines {
  /**
   * @param input what the contract of the engine says
   * @throws the signal's reason when it aborts
   */
  run(kind: EngineKind, input: object, signal: AbortSignal): Promise<EngineRun>;
  close(): Promise<void>;
}

/** Injects the {@link Engines}. */
export const ENGINES = Symbol('agent-task:engines');
