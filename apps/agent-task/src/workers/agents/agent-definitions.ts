import type { AnalyseInput, AnalyseResult } from '../../engines/analyzer/analyse.js';
import type { GatherInput } from '../../engines/researcher/gather.js';
import type { TaskType } from '../../task/domain/task-types.js';
import { AnalysePayload } from '../payloads/analyse-payload.js';
import { GatherPayload } from '../payloads/gather-payload.js';
import { PlanPayload } from '../payloads/plan-payload.js';
import { ReviewPayload } from '../payloads/review-payload.js';
import { WritePayload } from '../payloads/write-payload.js';
import type { AgentDefinition } from './agent-definition.js';

const plan: AgentDefinition<PlanPayload, object, object> = {
  payload: PlanPayload,
  input: ({ question }) => ({ question }),
};

const gather: AgentDefinition<GatherPayload, GatherInput, object> = {
  payload: GatherPayload,
  contentIds: ({ contentIds }) => contentIds,
  input: ({ subQuestion }, documents) => ({ subQuestion, documents }),
};

const analyse: AgentDefinition<AnalysePayload, AnalyseInput, AnalyseResult> = {
  payload: AnalysePayload,
  contentIds: ({ contentIds }) => contentIds,
  input: ({ subQuestion, passages }, documents) => ({ subQuestion, passages, documents }),
  // How well the claims answer; nothing found is no measure of how well it was looked for.
  quality: ({ claims }) =>
    claims.length > 0 ? { relevance: claims.reduce((sum, { score }) => sum + score, 0) / claims.length } : {},
};

const write: AgentDefinition<WritePayload, object, object> = {
  payload: WritePayload,
  input: ({ question, sections }) => ({ question, sections }),
};

const review: AgentDefinition<ReviewPayload, object, { accuracy: number; completeness: number; relevance: number }> = {
  payload: ReviewPayload,
  contentIds: ({ contentIds }) => contentIds,
  input: ({ question, draft }, documents) => ({ question, draft, documents }),
  quality: ({ accuracy, completeness, relevance }) => ({ accuracy, completeness, relevance }),
};

/** The built-in agents by the type of their tasks. */
export const AGENT_DEFINITIONS = { plan, gather, analyse, write, review } satisfies Record<TaskType, unknown>;

export type EngineName = keyof typeof AGENT_DEFINITIONS;
