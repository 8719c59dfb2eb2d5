import { ImportContent, message } from '@edda/event-schemas';
import type { ProcessStep } from '@edda/sagas';
import type { ResearchState } from '../research-state.js';

export const IMPORT_STEP = 'import';

/** What the process keeps of an import's outcome. */
export interface ImportResult {
  contentId: string;
}

/** Every source is taken in; one that cannot be read does not stop the others. */
export const importStep: ProcessStep<ResearchState> = {
  name: IMPORT_STEP,
  commands: ({ sources }, idOf) =>
    sources.map(({ source, origin, url, unavailable }, index) => ({
      message: message(ImportContent, {
        contentId: idOf(index),
        source,
        origin,
        ...(url && { url }),
        ...(unavailable && { unavailable }),
      }),
      key: `content-${idOf(index)}`,
    })),
  join: (state, outcomes) => {
    const readable = outcomes.flatMap((outcome) => (outcome.ok ? [(outcome.result as ImportResult).contentId] : []));
    if (readable.length > 0) return { state: { ...state, readable } };
    const reasons = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.detail]));
    return {
      failure: {
        code: 'RESEARCH.NO_READABLE_SOURCE',
        detail: `None of the ${state.sources.length} sources can be read. The first reason: ${reasons[0] ?? 'no source was given'}`,
      },
    };
  },
};
