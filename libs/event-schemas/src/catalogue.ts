import { AgentCommandRejected } from './agent/agent-command-rejected.js';
import { AgentRegistered } from './agent/agent-registered.js';
import { CancelTask } from './agent/cancel-task.js';
import { RequestTask } from './agent/request-task.js';
import { TaskAssigned } from './agent/task-assigned.js';
import { TaskCompleted } from './agent/task-completed.js';
import { TaskQueued } from './agent/task-queued.js';
import { ContentCommandRejected } from './content/content-command-rejected.js';
import { ContentProcessingCompleted } from './content/content-processing-completed.js';
import { ContentProcessingStarted } from './content/content-processing-started.js';
import { ContentRequested } from './content/content-requested.js';
import { ContentUploaded } from './content/content-uploaded.js';
import { ImportContent } from './content/import-content.js';
import { LearningPathCreated } from './learning/learning-path-created.js';
import { MessageRegistry } from './registry.js';
import { ResearchWorkflowCancelled } from './research/research-workflow-cancelled.js';
import { ResearchWorkflowCompleted } from './research/research-workflow-completed.js';
import { ResearchWorkflowCreated } from './research/research-workflow-created.js';
import { ResearchWorkflowFailed } from './research/research-workflow-failed.js';
import { ResearchWorkflowStarted } from './research/research-workflow-started.js';
import { SubjectForgotten } from './system/subject-forgotten.js';

/** Every message of every context. */
export const catalogue = new MessageRegistry([
  ImportContent,
  ContentRequested,
  ContentUploaded,
  ContentProcessingStarted,
  ContentProcessingCompleted,
  ContentCommandRejected,
  ResearchWorkflowCreated,
  ResearchWorkflowStarted,
  ResearchWorkflowCompleted,
  ResearchWorkflowFailed,
  ResearchWorkflowCancelled,
  RequestTask,
  CancelTask,
  AgentRegistered,
  TaskQueued,
  TaskAssigned,
  TaskCompleted,
  AgentCommandRejected,
  LearningPathCreated,
  SubjectForgotten,
]);
