import type { EntityRisk } from '@edda/event-schemas';
import { stepsOf, type Execution, type SagaDefinition } from '@edda/sagas';
import type { EnrichedEntity } from '../domain/investigation.js';
import type { EnrichmentRecord } from '../enrichment/enrichment-record.js';
import type { EnrichmentTarget, EntityChanges } from '../enrichment/entity-changes.js';
import type { FactFinder, FoundFacts } from '../facts/fact-finder.js';
import { scoreRisk } from '../risk/score-risk.js';
import type { EnrichmentState } from './enrichment-state.js';

export const ENTITY_ENRICHMENT = 'entity-enrichment';
export const ENRICHMENT_STEPS = ['fetch-facts', 'score-risk', 'update-entity', 'record-findings'] as const;

export interface EnrichmentDeps {
  readonly facts: Pick<FactFinder, 'find'>;
  readonly entities: Pick<EntityChanges, 'enrich' | 'restore' | 'recordFindings'>;
  readonly record: Pick<EnrichmentRecord, 'found' | 'scored' | 'enriched' | 'recordedFindings' | 'undone' | 'ended'>;
}

const { action } = stepsOf<EnrichmentState>();

/**
 * What the contents say of an entity: found, scored, and taken into the investigation, in two changes. When the second
 * cannot be made, because the investigation was closed or is full, the first is undone; but not when somebody has changed
 * the entity since.
 */
export function entityEnrichment({ facts, entities, record }: EnrichmentDeps): SagaDefinition<EnrichmentState> {
  return {
    name: ENTITY_ENRICHMENT,
    version: '1.0.0',
    description: 'Finds what the contents say of an entity, scores the risk and updates the entity.',
    steps: [
      action<FoundFacts>('fetch-facts', {
        retry: { attempts: 10, backoff: { initial: 500, factor: 2, max: 30_000 } },
        timeoutMs: 300_000,
        run: async ({ name }, { sagaId, signal, report }) => {
          const found = await facts.find(name, signal, (read, of) => report({ read, of }));
          await record.found(sagaId, found);
          return found;
        },
        apply: (state, found) => ({ ...state, facts: found.facts }),
      }),
      action<EntityRisk>('score-risk', {
        run: async (state, { sagaId }) => {
          const risk = scoreRisk(state.facts);
          await record.scored(sagaId, risk);
          return risk;
        },
        apply: (state, risk) => ({ ...state, facts: [], risk }),
      }),
      action<EnrichedEntity>('update-entity', {
        run: async (state, execution) => {
          const enriched = await entities.enrich(targetOf(state, execution), state.revision, riskOf(state));
          await record.enriched(execution.sagaId);
          return enriched;
        },
        compensate: {
          run: async (state, enriched, execution) => {
            if (!enriched) return;
            const restoration = await entities.restore(targetOf(state, execution), enriched);
            await record.undone(execution.sagaId, restoration);
          },
        },
      }),
      action('record-findings', {
        run: async (state, execution) => {
          const findings = await entities.recordFindings(targetOf(state, execution), riskOf(state));
          await record.recordedFindings(execution.sagaId, findings);
        },
      }),
    ],
    end: {
      completed: (id) => record.ended(id, 'completed', null),
      failed: (id, failure) => record.ended(id, 'failed', failure),
      cancelled: (id, failure) => record.ended(id, 'cancelled', failure),
    },
  };
}

function targetOf({ investigationId, entityId }: EnrichmentState, { sagaId }: Execution): EnrichmentTarget {
  return { investigationId, entityId, enrichmentId: sagaId };
}

function riskOf({ risk }: EnrichmentState): EntityRisk {
  if (!risk) throw new Error('The risk is taken in before it was scored.');
  return risk;
}
