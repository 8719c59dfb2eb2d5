import { analyse, type AnalyseInput, type AnalyseResult } from './analyzer/analyse.js';
import {
  analyseCandidates,
  type AnalyseCandidatesInput,
  type AnalyseCandidatesResult,
} from './analyzer/analyse-candidates.js';
import { plan, type PlanInput, type PlanResult } from './coordinator/plan.js';
import type { Draft } from './creator/draft.js';
import { writeReport, type WriteInput } from './creator/write-report.js';
import { gather, type GatherInput, type GatherResult } from './researcher/gather.js';
import { survey, type SurveyInput, type SurveyResult } from './researcher/survey.js';
import { reviewReport, type ReviewInput, type ReviewResult } from './reviewer/review-report.js';

/** What each engine takes and gives. All of it is plain data that can be sent to a thread. */
export interface EngineContracts {
  readonly coordinator: { readonly input: PlanInput; readonly result: PlanResult };
  /** All sources at once, or a part of them. */
  readonly researcher: { readonly input: GatherInput | SurveyInput; readonly result: GatherResult | SurveyResult };
  readonly analyzer: {
    readonly input: AnalyseInput | AnalyseCandidatesInput;
    readonly result: AnalyseResult | AnalyseCandidatesResult;
  };
  readonly creator: { readonly input: WriteInput; readonly result: Draft };
  readonly reviewer: { readonly input: ReviewInput; readonly result: ReviewResult };
}

/** The kinds of built-in agents. */
export type EngineKind = keyof EngineContracts;

/** An engine: a pure function of its input. */
export type Engine<Kind extends EngineKind> = (
  input: EngineContracts[Kind]['input'],
) => EngineContracts[Kind]['result'];

/** The engine of each kind. They use no network, clock or chance. */
export const ENGINES: { readonly [Kind in EngineKind]: Engine<Kind> } = {
  coordinator: plan,
  researcher: (input) => ('within' in input ? survey(input) : gather(input)),
  analyzer: (input) => ('candidates' in input ? analyseCandidates(input) : analyse(input)),
  creator: writeReport,
  reviewer: reviewReport,
};
