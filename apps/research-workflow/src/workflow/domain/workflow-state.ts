import {
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
  ResearchWorkflowStarted,
  type ResearchSource,
} from '@edda/event-schemas';
import { Evolver } from '@edda/event-store';

export type WorkflowStatus = 'new' | 'created' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';

export interface WorkflowState {
  status: WorkflowStatus;
  /** Whether its process was ever begun: a workflow can be paused before. */
  hasStarted: boolean;
  question: string;
  sources: ResearchSource[];
}

export const newWorkflow: WorkflowState = { status: 'new', hasStarted: false, question: '', sources: [] };

export const workflowEvolver = new Evolver<WorkflowState>()
  .on(ResearchWorkflowCreated, (state, { question, sources }) => ({ ...state, status: 'created', question, sources }))
  .on(ResearchWorkflowStarted, (state) => ({ ...state, status: 'running', hasStarted: true }))
  .on(ResearchWorkflowPaused, (state) => ({ ...state, status: 'paused' }))
  .on(ResearchWorkflowResumed, (state) => ({ ...state, status: state.hasStarted ? 'running' : 'created' }))
  .on(ResearchWorkflowCompleted, (state) => ({ ...state, status: 'completed' }))
  .on(ResearchWorkflowFailed, (state) => ({ ...state, status: 'failed' }))
  .on(ResearchWorkflowCancelled, (state) => ({ ...state, status: 'cancelled' }));
