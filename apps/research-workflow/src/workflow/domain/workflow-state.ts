import {
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowStarted,
  type ResearchSource,
} from '@edda/event-schemas';
import { Evolver } from '@edda/event-store';

export type WorkflowStatus = 'new' | 'created' | 'running' | 'completed' | 'failed' | 'cancelled';

export interface WorkflowState {
  status: WorkflowStatus;
  question: string;
  sources: ResearchSource[];
}

export const newWorkflow: WorkflowState = { status: 'new', question: '', sources: [] };

export const workflowEvolver = new Evolver<WorkflowState>()
  .on(ResearchWorkflowCreated, (state, { question, sources }) => ({ ...state, status: 'created', question, sources }))
  .on(ResearchWorkflowStarted, (state) => ({ ...state, status: 'running' }))
  .on(ResearchWorkflowCompleted, (state) => ({ ...state, status: 'completed' }))
  .on(ResearchWorkflowFailed, (state) => ({ ...state, status: 'failed' }))
  .on(ResearchWorkflowCancelled, (state) => ({ ...state, status: 'cancelled' }));
