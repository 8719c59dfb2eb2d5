import {
  CancelImport,
  CancelTask,
  ImportContent,
  RequestTask,
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
  ResearchWorkflowStarted,
  type MessageClass,
} from '@edda/event-schemas';
import { Projection, Projections, type ProjectedMessage } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { WorkflowViewProjection } from '../projections/workflow-view.projection.js';
import { RunStory, type StoryEntry } from './run-story.js';

const OWN_MESSAGES: readonly MessageClass[] = [
  ResearchWorkflowCreated,
  ResearchWorkflowStarted,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
  ResearchWorkflowCompleted,
  ResearchWorkflowFailed,
  ResearchWorkflowCancelled,
  ImportContent,
  CancelImport,
  RequestTask,
  CancelTask,
];

/** Tells of this context's own events and commands. */
@Injectable()
export class OwnMessagesProjection extends Projection {
  readonly name = 'own-messages';

  /** @param _views registers first: a run must be there before its story begins */
  constructor(projections: Projections, _views: WorkflowViewProjection, story: RunStory) {
    super(projections);
    for (const payload of OWN_MESSAGES) {
      this.on(payload, async (_data, message, { manager }) => {
        await story.tell(manager, entryOf(message));
      });
    }
  }
}

function entryOf(message: ProjectedMessage): StoryEntry {
  return {
    id: message.id,
    kind: message.kind,
    context: message.metadata.source,
    type: message.type,
    schemaVersion: message.schemaVersion,
    streamId: message.streamId,
    sequence: message.version,
    time: message.recordedAt,
    correlationId: message.metadata.correlationId,
    causationId: message.metadata.causationId,
    data: message.data,
  };
}
