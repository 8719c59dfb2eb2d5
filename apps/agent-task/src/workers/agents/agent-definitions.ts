import type { AgentType } from '@edda/event-schemas';
import { AnalysePayload } from '../payloads/analyse-payload.js';
import { GatherPayload } from '../payloads/gather-payload.js';
import { PlanPayload } from '../payloads/plan-payload.js';
import { ReviewPayload } from '../payloads/review-payload.js';
import { WritePayload } from '../payloads/write-payload.js';
import type { AgentDefinition } from './agent-definition.js';

const coordinator: AgentDefinition<PlanPayload, 'coordinator'> = {
  payload: PlanPayload,
  input: ({ question }) => ({ question }),
};

const researcher: AgentDefinition<GatherPayload, 'researcher'> = {
  payload: GatherPayload,
  contentIds: ({ contentIds }) => contentIds,
  input: ({ subQuestion, within, breadth = 1 }, documents) => ({
    subQuestion,
    documents,
    ...(within && { within, breadth }),
  }),
};

const analyzer: AgentDefinition<AnalysePayload, 'analyzer'> = {
  payload: AnalysePayload,
  contentIds: ({ contentIds }) => contentIds,
  input: ({ subQuestion, passages = [], candidates, breadth = 1, rejected = [] }, documents) =>
    candidates
      ? { subQuestion, candidates, breadth, rejected, documents }
      : { subQuestion, passages, rejected, documents },
  // How well the claims answer, on average; having found none does not measure how well it was looked for.
  quality: ({ claims }) =>
    claims.length > 0 ? { relevance: claims.reduce((sum, { score }) => sum + score, 0) / claims.length } : {},
};

const creator: AgentDefinition<WritePayload, 'creator'> = {
  payload: WritePayload,
  input: ({ question, sections }) => ({ question, sections }),
  // The share of the sub-questions that the report answers.
  quality: ({ sections, unanswered }) => ({
    completeness: sections.length / Math.max(1, sections.length + unanswered.length),
  }),
};

const reviewer: AgentDefinition<ReviewPayload, 'reviewer'> = {
  payload: ReviewPayload,
  contentIds: ({ contentIds }) => contentIds,
  input: ({ question, draft }, documents) => ({ question, draft, documents }),
  quality: ({ accuracy, completeness, relevance }) => ({ accuracy, completeness, relevance }),
};

/** The built-in agents by their types. */
export const AGENT_DEFINITIONS = { coordinator, researcher, analyzer, creator, reviewer } satisfies Record<
  AgentType,
  unknown
>;
