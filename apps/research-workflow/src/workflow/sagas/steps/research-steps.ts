import { stepsOf } from '@edda/sagas';
import type { ResearchState } from '../research-state.js';

/** The kinds of steps, for this process. */
export const { command, forEach, loop } = stepsOf<ResearchState>();
