import type {
  SagaCancelled,
  SagaEnded,
  SagaMigrated,
  SagaPaused,
  SagaResumed,
  SagaStarted,
  SignalReceived,
} from '../events/index.js';
import type { HistoryReader } from './history-reader.js';

/** Its life, and what people did to it. */
export const CONTROL_READER: HistoryReader = {
  SagaStarted(draft, { definition, definitionVersion, state }: SagaStarted, at) {
    draft.saga = definition;
    draft.version = definitionVersion;
    draft.state = state;
    draft.status = 'running';
    draft.startedAt = at;
    draft.add({ kind: 'started', at, depth: 0 });
  },

  SagaPaused(draft, { by, reason }: SagaPaused, at) {
    if (draft.status !== 'paused') draft.beforePause = draft.status;
    draft.status = 'paused';
    draft.add({ kind: 'control', at, depth: 0, action: 'paused', by, reason });
  },

  SagaResumed(draft, { by, reason }: SagaResumed, at) {
    draft.status = draft.beforePause;
    draft.add({ kind: 'control', at, depth: 0, action: 'resumed', by, reason });
  },

  SagaCancelled(draft, { compensate, by, reason }: SagaCancelled, at) {
    draft.add({ kind: 'control', at, depth: 0, action: 'cancelled', compensate, by, reason });
  },

  SagaMigrated(draft, { from, to, state, step, by, reason }: SagaMigrated, at) {
    draft.leaveStep(at);
    draft.leaveLoops();
    draft.goOn();
    draft.version = to;
    draft.state = state;
    draft.add({ kind: 'control', at, depth: 0, action: 'migrated', from, to, step: step ?? null, by, reason });
  },

  SignalReceived: (draft, { signal, by }: SignalReceived, at) =>
    draft.add({ kind: 'signal', at, depth: draft.depth, signal, by }),

  SagaEnded(draft, { status, failure, compensated }: SagaEnded, at) {
    draft.leaveStep(at);
    draft.status = status;
    draft.failure = failure ?? null;
    draft.compensated = compensated ?? draft.compensated;
    draft.endedAt = at;
    const undone = draft.compensated;
    draft.add({ kind: 'ended', at, depth: 0, status, failure: draft.failure, compensated: undone });
  },
};
