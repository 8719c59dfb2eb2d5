import type { EntityRisk } from '@edda/event-schemas';
import type { Fact } from '../facts/facts-in.js';

/** The state of one enrichment; plain JSON. */
export interface EnrichmentState {
  readonly investigationId: string;
  readonly entityId: string;
  /** The name that is looked for. */
  readonly name: string;
  /** The revision of the entity that the facts are about. */
  readonly revision: number;
  /** What was found and is not scored yet. */
  readonly facts: readonly Fact[];
  /** With the facts; null before they are scored. */
  readonly risk: EntityRisk | null;
}
