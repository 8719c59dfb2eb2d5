import type { ApiClient } from './api-client.js';
import { ProblemError } from './problem-error.js';
import { readWorkflow, readWorkflowSummary } from './read-workflow.js';
import { answerShape } from './unexpected-answer.js';
import type { WorkflowSummary, WorkflowView } from './workflow-view.js';
import { CommandError } from '../command-error.js';

export interface RequestedSource {
  readonly source: string;
  /** Given for what the platform fetches itself; without it the bytes are uploaded on request. */
  readonly url?: string;
  /** Why the bytes cannot be delivered. */
  readonly unavailable?: string;
}

export type ReportFormat = 'application/json' | 'text/markdown' | 'text/html';

/** The calls the command makes, typed. Ids are checked to be UUIDs before they come here. */
export class ResearchApi {
  constructor(readonly client: ApiClient) {}

  /** The same calls, with somebody else told of outages. */
  tellingOutages(onOutage: (line: string) => void): ResearchApi {
    return new ResearchApi(this.client.with({ onOutage }));
  }

  /** @param idempotencyKey the same for every try, so that a repeated request makes one workflow */
  async createWorkflow(
    question: string,
    sources: readonly RequestedSource[],
    idempotencyKey: string,
  ): Promise<WorkflowView> {
    const request = {
      method: 'POST',
      json: { question, sources },
      headers: { 'idempotency-key': idempotencyKey },
    } as const;
    return this.client.request('/research/workflows', request, async (response) =>
      readWorkflow(answerShape('workflow'), await json(response), 'workflow'),
    );
  }

  /** @param justCreated a workflow known to exist may be unknown to the read side for a moment */
  async workflow(workflowId: string, justCreated = false): Promise<WorkflowView> {
    return this.client.request(
      `/research/workflows/${workflowId}`,
      {},
      async (response) => readWorkflow(answerShape('workflow'), await json(response), 'workflow'),
      (problem) => justCreated && problem.status === 404,
    );
  }

  /** Every page of the list of workflows, one workflow at a time. */
  async *workflows(): AsyncGenerator<WorkflowSummary> {
    const shape = answerShape('list of workflows');
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = shape.record(await this.client.request(`/research/workflows?limit=50${query}`, {}, json), 'page');
      yield* shape.list(page['items'], 'page.items', (item, path) => readWorkflowSummary(shape, item, path));
      const next = shape.nullable(page['nextCursor'], 'page.nextCursor', (value, path) => shape.text(value, path));
      if (next !== null && next === cursor) {
        throw new CommandError('The server names the same page of workflows again and again; giving up.');
      }
      cursor = next;
    } while (cursor !== null);
  }

  /** The bytes of a report; waits while a run that has just ended does not hand it out yet. */
  async report(workflowId: string, format: ReportFormat): Promise<Uint8Array> {
    return this.client.request(
      `/research/workflows/${workflowId}/report`,
      { accept: format },
      bytes,
      (problem) => problem.code === 'RESEARCH.REPORT_NOT_READY',
    );
  }

  /** The extracted text of a content, as UTF-8 bytes. */
  async text(contentId: string): Promise<Uint8Array> {
    return this.client.request(`/contents/${contentId}/text`, { accept: 'text/plain' }, bytes);
  }

  /** Says that the bytes of a content will not come. A content that has them after all stays as it is. */
  async markUnavailable(contentId: string, reason: string): Promise<void> {
    const request = { method: 'POST', json: { reason } } as const;
    try {
      await this.client.request(`/contents/${contentId}/unavailable`, request, (response) => response.arrayBuffer());
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 409)) {
        throw error;
      }
    }
  }
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function bytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}
