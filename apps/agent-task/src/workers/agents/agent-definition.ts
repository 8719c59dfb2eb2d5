import type { QualityMetrics } from '@edda/event-schemas';
import type { EngineContracts, EngineKind } from '../../engines/engines.js';
import type { TextDocument } from '../../engines/text/text-document.js';

/** How a built-in agent makes the input of its engine from a task, and what it measures of the result. */
export interface AgentDefinition<Payload extends object, Kind extends EngineKind> {
  /** What the payload of its tasks must be. */
  readonly payload: new () => Payload;
  /** The contents whose texts it reads; an agent without this reads none. */
  readonly contentIds?: (payload: Payload) => readonly string[];
  readonly input: (payload: Payload, documents: readonly TextDocument[]) => EngineContracts[Kind]['input'];
  /** Each from 0 to 1. */
  readonly quality?: (result: EngineContracts[Kind]['result']) => Partial<QualityMetrics>;
}
