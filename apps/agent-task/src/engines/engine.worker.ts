import { getHeapStatistics } from 'node:v8';
import { ENGINES, type EngineContracts, type EngineKind } from './engines.js';
import { threadCpuTimeMs } from './thread-cpu-time.js';

/** What the pool sends to the thread. */
export interface EngineCall<Kind extends EngineKind = EngineKind> {
  readonly kind: Kind;
  readonly input: EngineContracts[Kind]['input'];
}

/** What the thread sends back. */
export interface EngineAnswer<Kind extends EngineKind = EngineKind> {
  readonly result: EngineContracts[Kind]['result'];
  /** Time of the processor that the run took, in milliseconds. */
  readonly cpuTimeMs: number;
  /** Heap of the thread after the run, in bytes. */
  readonly memoryBytes: number;
}

/** Entry of the worker thread: runs one engine. */
export default function run<Kind extends EngineKind>({ kind, input }: EngineCall<Kind>): EngineAnswer<Kind> {
  const started = threadCpuTimeMs();
  const result = ENGINES[kind](input);
  return { result, cpuTimeMs: threadCpuTimeMs() - started, memoryBytes: getHeapStatistics().used_heap_size };
}
