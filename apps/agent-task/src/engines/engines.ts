import { analyse, type AnalyseInput, type AnalyseResult } from './analyzer/analyse.js';
import { plan, type PlanInput, type PlanResult } from './coordinator/plan.js';
import type { Draft } from './creator/draft.js';
import { writeReport, type WriteInput } from './creator/write-report.js';
import { gather, type GatherInput, type GatherResult } from './researcher/gather.js';
import { reviewReport, type ReviewInput, type ReviewResult } from './reviewer/review-report.js';

/** What each engine takes and gives. All of it is plain data that can be sent to a thread. */
export interface EngineContracts {
  readonly coordinator: { readonly input: PlanInput; readonly result: PlanResult };
  readonly researcher: { readonly input: GatherInput; readonly result: GatherResult };
  readonly analyzer: { readonly input: AnalyseInput; readonly result: AnalyseResult };
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
  researcher: gather,
  analyzer: analyse,
  creator: writeReport,
  reviewer: reviewReport,
};
