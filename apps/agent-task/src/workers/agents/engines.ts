import type { EngineName } from './agent-definitions.js';

/** What an engine made of its input, and what it took. */
export interface EngineRun {
  result: Record<string, unknown>;
  /** In milliseconds. */
  cpuTime: number;
  /** In bytes. */
  memoryUsage: number;
}

/** Runs the engines of the built-in agents away from the event loop. */
export interface Engines {
  /** @throws the signal's reason when it aborts */
  run(engine: EngineName, input: object, signal: AbortSignal): Promise<EngineRun>;
  close(): Promise<void>;
}

/** Injects the {@link Engines}. */
export const ENGINES = Symbol('agent-task:engines');
