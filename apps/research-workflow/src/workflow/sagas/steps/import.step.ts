import { CancelImport, ImportContent, message, type ResearchSource } from '@edda/event-schemas';
import { stepsOf } from '@edda/sagas';
import type { ResearchState } from '../research-state.js';

const { forEach } = stepsOf<ResearchState>();

export const IMPORT_STEP = 'import';

/** What the process keeps of an import's outcome. */
export interface ImportResult {
  contentId: string;
}

const MAX_REASON = 1000;

/** Every source is taken in; one that cannot be read does not stop the others. */
export const importStep = forEach<ResearchSource, ImportResult>(IMPORT_STEP, {
  items: ({ sources }) => sources,
  each: {
    command: (_state, { source, origin, url, unavailable }, { id: contentId }) => ({
      message: message(ImportContent, {
        contentId,
        source,
        origin,
        ...(url && { url }),
        ...(unavailable && { unavailable }),
      }),
      key: `content-${contentId}`,
    }),
    release: (_state, _source, { id: contentId }, reason) => ({
      message: message(CancelImport, { contentId, reason: reason.slice(0, MAX_REASON) }),
      key: `content-${contentId}`,
    }),
  },
  join: 'settled',
  apply: (state, outcomes) => ({
    ...state,
    readable: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result.contentId] : [])),
  }),
  check: ({ sources }, outcomes) => {
    if (outcomes.some(({ ok }) => ok)) return null;
    const reasons = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.detail]));
    return {
      code: 'RESEARCH.NO_READABLE_SOURCE',
      detail: `None of the ${sources.length} sources can be read. The first reason: ${reasons[0] ?? 'no source was given'}`,
    };
  },
});
