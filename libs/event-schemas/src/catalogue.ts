import { AgentCommandRejected } from './agent/agent-command-rejected.js';
import { AgentRegistered } from './agent/agent-registered.js';
import { CancelTask } from './agent/cancel-task.js';
import { RequestTask } from './agent/request-task.js';
import { TaskAssigned } from './agent/task-assigned.js';
import { TaskCompleted } from './agent/task-completed.js';
import { TaskQueued } from './agent/task-queued.js';
import { CancelImport } from './content/cancel-import.js';
import { ContentCommandRejected } from './content/content-command-rejected.js';
import { ContentProcessingCompleted } from './content/content-processing-completed.js';
import { ContentProcessingStarted } from './content/content-processing-started.js';
import { ContentRequested } from './content/content-requested.js';
import { ContentUploaded } from './content/content-uploaded.js';
import { FileDownloadCompleted } from './content/file-download-completed.js';
import { FileDownloadFailed } from './content/file-download-failed.js';
import { FileDownloadRequested } from './content/file-download-requested.js';
import { ImageDownloadCompleted } from './content/image-download-completed.js';
import { ImageDownloadFailed } from './content/image-download-failed.js';
import { ImageDownloadRequested } from './content/image-download-requested.js';
import { ImportContent } from './content/import-content.js';
import { LearningPathCreated } from './learning/learning-path-created.js';
import { MessageRegistry } from './registry.js';
import { EntityAdded } from './research/entity-added.js';
import { EntityEnriched } from './research/entity-enriched.js';
import { EntityNotRestored } from './research/entity-not-restored.js';
import { EntityRestored } from './research/entity-restored.js';
import { EntityUpdated } from './research/entity-updated.js';
import { FindingRecorded } from './research/finding-recorded.js';
import { InvestigationClosed } from './research/investigation-closed.js';
import { InvestigationOpened } from './research/investigation-opened.js';
import { InvestigationReopened } from './research/investigation-reopened.js';
import { ResearchWorkflowCancelled } from './research/research-workflow-cancelled.js';
import { ResearchWorkflowCompleted } from './research/research-workflow-completed.js';
import { ResearchWorkflowCreated } from './research/research-workflow-created.js';
import { ResearchWorkflowFailed } from './research/research-workflow-failed.js';
import { ResearchWorkflowPaused } from './research/research-workflow-paused.js';
import { ResearchWorkflowResumed } from './research/research-workflow-resumed.js';
import { ResearchWorkflowStarted } from './research/research-workflow-started.js';
import { SubjectForgotten } from './system/subject-forgotten.js';

/** Every message of every context. */
export const catalogue = new MessageRegistry([
  ImportContent,
  CancelImport,
  ContentRequested,
  ContentUploaded,
  ContentProcessingStarted,
  ContentProcessingCompleted,
  ImageDownloadRequested,
  ImageDownloadCompleted,
  ImageDownloadFailed,
  FileDownloadRequested,
  FileDownloadCompleted,
  FileDownloadFailed,
  ContentCommandRejected,
  ResearchWorkflowCreated,
  ResearchWorkflowStarted,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
  ResearchWorkflowCompleted,
  ResearchWorkflowFailed,
  ResearchWorkflowCancelled,
  InvestigationOpened,
  EntityAdded,
  EntityUpdated,
  EntityEnriched,
  EntityRestored,
  EntityNotRestored,
  FindingRecorded,
  InvestigationClosed,
  InvestigationReopened,
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
