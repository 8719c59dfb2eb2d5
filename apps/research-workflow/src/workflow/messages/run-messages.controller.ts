import {
  AgentCommandRejected,
  ContentCommandRejected,
  ContentProcessingCompleted,
  ContentProcessingStarted,
  ContentRequested,
  ContentUploaded,
  definitionOf,
  LearningPathCreated,
  ResearchWorkflowCreated,
  TaskCompleted,
  type MessageClass,
  type Rejection,
} from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import { DeliveryContext, Receive, Subscribe, SubscribeToAll, type Delivery } from '@edda/messaging';
import { SAGAS, type Sagas } from '@edda/sagas';
import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, Payload } from '@nestjs/microservices';
import { StartWorkflow } from '../commands/start-workflow/start-workflow.command.js';
import { RunStory, type StoryEntry } from '../story/run-story.js';
import { LearningPathRecorder } from './learning-path-recorder.js';
import { contentOutcome, taskOutcome } from './outcomes.js';
import { SourceRecorder } from './source-recorder.js';

/** What arrives by topic for the runs of this service. */
@Controller()
export class RunMessagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly story: RunStory,
    private readonly commands: CommandBus,
    @Inject(SAGAS) private readonly sagas: Sagas,
    private readonly sources: SourceRecorder,
    private readonly learningPaths: LearningPathRecorder,
  ) {}

  @Subscribe(ResearchWorkflowCreated, 'start-research')
  async start({ workflowId }: ResearchWorkflowCreated): Promise<void> {
    await this.commands.execute(new StartWorkflow(workflowId));
  }

  /** Told first, then acted upon, in one transaction: that keeps the story in causal order. */
  @SubscribeToAll(['content', 'agent-task', 'learning'], 'follow-runs')
  async follow(@Payload() _data: unknown, @Ctx() { delivery }: DeliveryContext): Promise<void> {
    const isRun = await this.story.tell(await this.unitOfWork.manager(), entryOf(delivery));
    if (!isRun) return;
    if (is(delivery, ContentRequested)) await this.sources.requested(delivery.data);
    else if (is(delivery, ContentUploaded)) await this.sources.uploaded(delivery.data);
    else if (is(delivery, ContentProcessingStarted)) await this.sources.processing(delivery.data);
    else if (is(delivery, ContentProcessingCompleted)) {
      await this.sources.completed(delivery.data);
      await this.sagas.settle(delivery.data.contentId, contentOutcome(delivery.data));
    } else if (is(delivery, TaskCompleted)) await this.sagas.settle(delivery.data.taskId, taskOutcome(delivery.data));
    else if (is(delivery, LearningPathCreated)) await this.learningPaths.created(delivery.data);
  }

  @Receive(ContentCommandRejected, 'content-rejections')
  async contentRejected(rejection: ContentCommandRejected): Promise<void> {
    await this.settleRejected(rejection);
  }

  @Receive(AgentCommandRejected, 'agent-rejections')
  async agentRejected(rejection: AgentCommandRejected): Promise<void> {
    await this.settleRejected(rejection);
  }

  /** A command's message id is the id its outcome is awaited under. */
  private async settleRejected({ commandId, code, detail }: Rejection): Promise<void> {
    await this.sagas.settle(commandId, { ok: false, failure: { code, detail } });
  }
}

function is<T extends object>(delivery: Delivery, payload: MessageClass<T>): delivery is Delivery<T> {
  return delivery.type === definitionOf(payload).type;
}

function entryOf(delivery: Delivery): StoryEntry {
  return {
    id: delivery.id,
    kind: delivery.kind,
    context: delivery.source,
    type: delivery.type,
    schemaVersion: delivery.schemaVersion,
    streamId: delivery.streamId,
    sequence: delivery.sequence,
    time: new Date(delivery.time),
    correlationId: delivery.correlationId,
    causationId: delivery.causationId,
    data: delivery.data as object,
  };
}
