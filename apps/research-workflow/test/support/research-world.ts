import {
  ContentProcessingCompleted,
  definitionOf,
  TaskCompleted,
  TOPICS,
  type MessageClass,
  type RequestTask,
} from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { brokerFromUrl, eachBatch, fromRecord, toRecord, type Broker, type Delivery } from '@edda/messaging';
import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import type { RunEventDto } from '../../src/workflow/http/run-event.dto.js';
import type { WorkflowDto } from '../../src/workflow/http/workflow.dto.js';
import { researchWorkflowService } from '../../src/research-workflow.module.js';

const SHA256 = 'a'.repeat(64);
const timestamp = '2026-11-21T12:00:00.000Z';

/** The service on databases of its own; the other contexts are played by the test. */
export class ResearchWorld {
  /** What the service has asked of other contexts, in the order of arrival. */
  readonly commands: Delivery[] = [];

  private constructor(
    private readonly postgres: ThrowAwayPostgres,
    private readonly urls: { database: string; broker: string },
    private readonly broker: Broker,
    private research: ServiceUnderTest,
  ) {}

  static async start(): Promise<ResearchWorld> {
    const postgres = await startThrowAwayPostgres();
    const urls = { database: await postgres.database(), broker: await postgres.database() };
    const world = new ResearchWorld(postgres, urls, brokerFromUrl(urls.broker), await startOn(urls));
    await world.broker.consume({
      group: 'test',
      topics: [TOPICS.content.command.name, TOPICS['agent-task'].command.name],
      from: 'earliest',
      maxBatch: 100,
      open: eachBatch(async ({ records }) => void world.commands.push(...records.map(fromRecord))),
    });
    return world;
  }

  get databaseUrl(): string {
    return this.urls.database;
  }

  async stop(): Promise<void> {
    await this.research.service.close();
    await this.broker.close();
    await this.postgres.stop();
  }

  /** @param between what is done while it is away */
  async restart(between?: () => Promise<void>): Promise<void> {
    await this.research.service.close();
    await between?.();
    this.research = await startOn(this.urls);
  }

  async create(question: string, ...sources: string[]): Promise<WorkflowDto> {
    const json = { question, sources: sources.map((source) => ({ source })) };
    return (await (await this.research.call('/research/workflows', { json })).json()) as WorkflowDto;
  }

  async get(workflowId: string): Promise<WorkflowDto> {
    return (await (await this.research.call(`/research/workflows/${workflowId}`)).json()) as WorkflowDto;
  }

  async ask(workflowId: string, action: 'pause' | 'resume' | 'cancel', reason?: string): Promise<Response> {
    return this.research.call(`/research/workflows/${workflowId}/${action}`, { json: reason ? { reason } : {} });
  }

  /** As an operator, who steers the process itself. */
  async operate(workflowId: string, action: 'pause' | 'resume' | 'cancel', reason: string): Promise<Response> {
    return this.research.call(`/sagas/${workflowId}/${action}`, { json: { reason } });
  }

  async report(workflowId: string): Promise<{ title: string; unanswered: string[]; review: { score: number } }> {
    const response = await this.research.call(`/research/workflows/${workflowId}/report`);
    return (await response.json()) as { title: string; unanswered: string[]; review: { score: number } };
  }

  async story(workflowId: string): Promise<RunEventDto[]> {
    const response = await this.research.call(`/research/workflows/${workflowId}/events?limit=200`);
    return ((await response.json()) as { items: RunEventDto[] }).items;
  }

  /** The commands of a type that were sent for a workflow, once there are so many; those of one moment in any order. */
  async sent<T>(workflowId: string, type: string, count: number): Promise<T[]> {
    return eventually(async () => {
      const found = this.commandsOf(workflowId, type);
      if (found.length < count) throw new Error(`${found.length} of ${count} ${type} so far.`);
      return found as T[];
    });
  }

  commandsOf(workflowId: string, type: string): unknown[] {
    return this.commands
      .filter((command) => command.type === type && command.correlationId === workflowId)
      .map(({ data }) => data);
  }

  /** The tasks of a type, once there are so many in all rounds together; those of one moment in any order. */
  async tasks(workflowId: string, taskType: string, count: number): Promise<RequestTask[]> {
    return eventually(async () => {
      const found = (this.commandsOf(workflowId, 'RequestTask') as RequestTask[]).filter(
        (task) => task.taskType === taskType,
      );
      if (found.length < count) throw new Error(`${found.length} of ${count} tasks to ${taskType} so far.`);
      return found;
    });
  }

  async imported(workflowId: string, contentId: string): Promise<void> {
    const extractedText = { url: `/api/v1/contents/${contentId}/text`, sha256: SHA256, length: 10, excerpt: 'Text.' };
    await this.publish(ContentProcessingCompleted, workflowId, `content-${contentId}`, {
      contentId,
      userId: null,
      processingType: 'text-extraction',
      status: 'success',
      results: { extractedText, title: 'Text', language: 'en', keywords: [], sentenceCount: 1 },
      sha256: SHA256,
      processingDuration: 1,
      timestamp,
    });
  }

  async done(workflowId: string, taskId: string, result: Record<string, unknown>): Promise<void> {
    await this.publish(TaskCompleted, workflowId, `task-${taskId}`, {
      taskId,
      agentId: 'agent',
      status: 'completed',
      result,
      executionTime: 1,
      attempts: 1,
      resourceUsage: { cpuTime: 1, memoryUsage: 1, apiCalls: 0 },
      qualityMetrics: { accuracy: null, completeness: null, relevance: null },
      timestamp,
    });
  }

  /** As the relay of the service that sends it does it. */
  private async publish<T extends object>(
    payload: MessageClass<T>,
    correlationId: string,
    streamId: string,
    data: T,
  ): Promise<void> {
    const { type, version, topic, sender } = definitionOf(payload);
    const source = String(sender);
    const record = toRecord({
      position: 1,
      id: newId(),
      kind: 'event',
      tenantId: 'default',
      streamId,
      category: streamId.split('-')[0] ?? '',
      version: 1,
      previousPublic: 0,
      type,
      schemaVersion: version,
      topic: topic?.name ?? null,
      data,
      metadata: { correlationId, causationId: null, userId: null, traceparent: null, source },
      recordedAt: new Date(),
    });
    await this.broker.publish([record]);
  }
}

function startOn({ database, broker }: { database: string; broker: string }): Promise<ServiceUnderTest> {
  return startServiceUnderTest(researchWorkflowService, () => Promise.resolve(database), { BROKER_URL: broker });
}
