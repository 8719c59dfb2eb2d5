import type { EnrichmentView } from '../enrichment/enrichment-view.entity.js';
import type { EnrichmentDetails } from '../queries/get-enrichment/get-enrichment.query.js';
import { ENRICHMENT_STEPS } from '../sagas/entity-enrichment.saga.js';

export const STEP_STATUSES = ['waiting', 'running', 'completed', 'not-done', 'undone'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** How far each step of an enrichment is, in their order. */
export function stepsOf({ view }: Pick<EnrichmentDetails, 'view'>): { step: string; status: StepStatus }[] {
  const done = doneSteps(view);
  return ENRICHMENT_STEPS.map((step, at) => {
    if (step === 'update-entity' && view.restoration === 'restored') return { step, status: 'undone' };
    if (at < done) return { step, status: 'completed' };
    if (view.status !== 'running') return { step, status: 'not-done' };
    return { step, status: at === done ? 'running' : 'waiting' };
  });
}

/** What each step leaves behind tells that it is done. */
function doneSteps({ found, risk, isEnriched, findings }: EnrichmentView): number {
  const done = [found !== null, risk !== null, isEnriched, findings !== null];
  return done.includes(false) ? done.indexOf(false) : done.length;
}
