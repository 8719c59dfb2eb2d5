import type { Migrated } from '@edda/sagas';
import type { ResearchState } from './research-state.js';
import { IMPORT_STEP } from './steps/import.step.js';

/** Where an instance of 1.0.0 goes on in 2.0.0: with its plan, or by looking through its sources anew. */
export function takeOver(before: unknown, step: string | null): Migrated<ResearchState> {
  // Another round would import them under other ids than those the workflow has told.
  if (step === IMPORT_STEP) throw new Error('Its sources are still being imported: migrate it when that is through.');
  const state = before as ResearchState;
  if (step === 'plan') return { state };
  const inquiries = state.inquiries.map(({ subQuestion }) => ({
    subQuestion,
    passages: [],
    answered: false,
    claims: [],
  }));
  return { state: { ...state, inquiries, draft: null, review: null }, step: 'gather' };
}
