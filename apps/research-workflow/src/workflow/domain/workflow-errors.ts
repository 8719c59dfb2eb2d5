import { EddaError } from '@edda/kernel';
import type { WorkflowStatus } from './workflow-state.js';

export function workflowNotFound(workflowId: string): EddaError {
  return new EddaError('not-found', 'RESEARCH.WORKFLOW_NOT_FOUND', `There is no research workflow ${workflowId}.`);
}

export function invalidTransition(workflowId: string, from: WorkflowStatus, to: WorkflowStatus): EddaError {
  return new EddaError(
    'conflict',
    'RESEARCH.INVALID_TRANSITION',
    `Research workflow ${workflowId} is ${from} and cannot become ${to}.`,
  );
}

export function reportNotReady(workflowId: string, status: string): EddaError {
  return new EddaError(
    'conflict',
    'RESEARCH.REPORT_NOT_READY',
    `Research workflow ${workflowId} is ${status}: only a completed one has a report.`,
  );
}
