import { message } from '../new-message.js';
import { ResearchWorkflowCancelled } from '../research/research-workflow-cancelled.js';
import { ResearchWorkflowCompleted } from '../research/research-workflow-completed.js';
import { ResearchWorkflowCreated } from '../research/research-workflow-created.js';
import { ResearchWorkflowFailed } from '../research/research-workflow-failed.js';
import { ResearchWorkflowPaused } from '../research/research-workflow-paused.js';
import { ResearchWorkflowResumed } from '../research/research-workflow-resumed.js';
import { ResearchWorkflowStarted } from '../research/research-workflow-started.js';
import { at, CONTENT_ID, QUESTION, SOURCE, TEXT_SHA256, WORKFLOW_ID } from './ids.js';

export const researchExamples = [
  message(ResearchWorkflowCreated, {
    workflowId: WORKFLOW_ID,
    question: QUESTION,
    sources: [{ contentId: CONTENT_ID, source: SOURCE, origin: 'upload' }],
    userId: null,
    timestamp: at(0),
  }),
  message(ResearchWorkflowStarted, { workflowId: WORKFLOW_ID, timestamp: at(1) }),
  message(ResearchWorkflowPaused, {
    workflowId: WORKFLOW_ID,
    reason: 'The agents are needed elsewhere.',
    timestamp: at(4),
  }),
  message(ResearchWorkflowResumed, { workflowId: WORKFLOW_ID, reason: 'They are back.', timestamp: at(5) }),
  message(ResearchWorkflowCompleted, {
    workflowId: WORKFLOW_ID,
    question: QUESTION,
    report: { url: `/api/v1/research/workflows/${WORKFLOW_ID}/report`, sha256: TEXT_SHA256 },
    sectionCount: 1,
    claimCount: 3,
    unanswered: [],
    score: 0.94,
    timestamp: at(12),
  }),
  message(ResearchWorkflowFailed, {
    workflowId: WORKFLOW_ID,
    code: 'RESEARCH.NO_READABLE_SOURCE',
    detail: 'None of the 3 sources can be read.',
    timestamp: at(12),
  }),
  message(ResearchWorkflowCancelled, { workflowId: WORKFLOW_ID, reason: 'Asked twice.', timestamp: at(6) }),
];
