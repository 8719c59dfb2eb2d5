import {
  EntityAdded,
  EntityEnriched,
  EntityNotRestored,
  EntityRestored,
  EntityUpdated,
  FindingRecorded,
  InvestigationClosed,
  InvestigationOpened,
  InvestigationReopened,
  type EntityKind,
} from '@edda/event-schemas';
import { Evolver } from '@edda/event-store';
import type { Attributes } from './entity-attributes.js';

export type InvestigationStatus = 'new' | 'open' | 'closed';

/** What an entity is now. Its risk, with all its sentences, is left to the read model. */
export interface EntityState {
  readonly kind: EntityKind;
  readonly name: string;
  readonly attributes: Attributes;
  /** Counts its changes, from 1. */
  readonly revision: number;
}

export interface InvestigationState {
  readonly status: InvestigationStatus;
  readonly title: string;
  readonly description: string;
  readonly entities: Readonly<Record<string, EntityState>>;
  readonly findingIds: readonly string[];
}

export const newInvestigation: InvestigationState = {
  status: 'new',
  title: '',
  description: '',
  entities: {},
  findingIds: [],
};

export const investigationEvolver = new Evolver<InvestigationState>()
  .on(InvestigationOpened, (state, { title, description }) => ({ ...state, status: 'open', title, description }))
  .on(InvestigationClosed, (state) => ({ ...state, status: 'closed' }))
  .on(InvestigationReopened, (state) => ({ ...state, status: 'open' }))
  .on(EntityAdded, (state, { entityId, kind, name, attributes }) => ({
    ...state,
    entities: {
      ...state.entities,
      [entityId]: { kind, name, attributes, revision: 1 },
    },
  }))
  .on(EntityUpdated, (state, { entityId, revision, name, attributes }) =>
    withEntity(state, entityId, { revision, name, attributes }),
  )
  .on(EntityEnriched, (state, { entityId, revision }) => withEntity(state, entityId, { revision }))
  .on(EntityRestored, (state, { entityId, revision, name, attributes }) =>
    withEntity(state, entityId, { revision, name, attributes }),
  )
  .on(EntityNotRestored, (state) => state)
  .on(FindingRecorded, (state, { findingId }) => ({ ...state, findingIds: [...state.findingIds, findingId] }));

function withEntity(state: InvestigationState, entityId: string, changes: Partial<EntityState>): InvestigationState {
  const entity = state.entities[entityId];
  if (!entity) throw new Error(`The entity ${entityId} was changed before it was added.`);
  return { ...state, entities: { ...state.entities, [entityId]: { ...entity, ...changes } } };
}
