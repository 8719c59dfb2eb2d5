import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { researchWorkflowService } from '../src/research-workflow.module.js';
import type { RunEventDto } from '../src/workflow/http/run-event.dto.js';
import type { WorkflowDto } from '../src/workflow/http/workflow.dto.js';

const QUESTION = 'Who built the mill?';

describe('the research-workflow service', () => {
  let postgres: ThrowAwayPostgres;
  let research: ServiceUnderTest;

  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
    research = await startServiceUnderTest(researchWorkflowService, () => postgres.database());
  });

  afterAll(async () => {
    await research.service.close();
    await postgres.stop();
  });

  const create = async (headers: Record<string, string> = {}, question = QUESTION): Promise<Response> =>
    research.call('/research/workflows', {
      json: { question, sources: [{ source: 'a.md' }, { source: 'b.md' }] },
      headers,
    });
  const get = async (id: string): Promise<WorkflowDto> =>
    (await (await research.call(`/research/workflows/${id}`)).json()) as WorkflowDto;
  /** The story of a run as soon as it has asked for its two sources. */
  const importing = (id: string): Promise<RunEventDto[]> =>
    eventually(async () => {
      const response = await research.call(`/research/workflows/${id}/events`);
      const { items } = (await response.json()) as { items: RunEventDto[] };
      expect(items.map(({ type }) => type)).toEqual([
        'ResearchWorkflowCreated',
        'ResearchWorkflowStarted',
        'ImportContent',
        'ImportContent',
      ]);
      return items;
    });

  it('accepts a question and says where it goes on', async () => {
    const response = await create();
    expect(response.status).toBe(202);
    const workflow = (await response.json()) as WorkflowDto;
    expect(response.headers.get('location')).toBe(`/api/v1/research/workflows/${workflow.workflowId}`);
    expect(workflow).toMatchObject({ status: 'created', question: QUESTION, correlationId: workflow.workflowId });
    expect(workflow.sources.map(({ source, status }) => [source, status])).toEqual([
      ['a.md', 'requested'],
      ['b.md', 'requested'],
    ]);
  });

  it('makes one workflow of two requests with one key, and refuses the key for another question', async () => {
    const first = (await (await create({ 'idempotency-key': 'k1' })).json()) as WorkflowDto;
    const second = (await (await create({ 'idempotency-key': 'k1' })).json()) as WorkflowDto;
    expect(second.workflowId).toBe(first.workflowId);
    const other = await create({ 'idempotency-key': 'k1' }, 'Another question?');
    expect(await other.json()).toMatchObject({ status: 409, code: 'REQUEST.IDEMPOTENCY_KEY_REUSED' });
  });

  it('starts by asking for every source, caused by the question', async () => {
    const { workflowId } = (await (await create()).json()) as WorkflowDto;
    const items = await importing(workflowId);
    const { stages } = await get(workflowId);
    expect(stages[0]).toEqual({ stage: 'import', status: 'running', done: 0, total: 2 });
    expect(items.slice(1).map(({ causationId }) => causationId)).toEqual([items[0]?.id, items[0]?.id, items[0]?.id]);
  });

  it('streams the story from behind the last event seen, until the run is over', async () => {
    const { workflowId } = (await (await create()).json()) as WorkflowDto;
    await importing(workflowId);
    const stream = await research.call(`/research/workflows/${workflowId}/events`, {
      headers: { accept: 'text/event-stream', 'last-event-id': '2' },
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await research.call(`/research/workflows/${workflowId}/cancel`, { json: { reason: 'Enough.' } });
    const text = await stream.text();
    const types = [...text.matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
    // The imports are called off behind it, if the stream is still there to tell.
    expect(types.filter((type) => type !== 'CancelImport')).toEqual([
      'ImportContent',
      'ImportContent',
      'ResearchWorkflowCancelled',
      'end',
    ]);
    expect(text).toMatch(/^id: 3$/m);
  });

  it('cancels once, and not what has ended', async () => {
    const { workflowId } = (await (await create()).json()) as WorkflowDto;
    const cancelled = await research.call(`/research/workflows/${workflowId}/cancel`, { json: {} });
    expect(cancelled.status).toBe(202);
    expect((await get(workflowId)).status).toBe('cancelled');
    const story = async () =>
      (await (await research.call(`/research/workflows/${workflowId}/events`)).json()) as object;
    const before = await story();
    expect((await research.call(`/research/workflows/${workflowId}/cancel`, { json: {} })).status).toBe(202);
    expect(await story()).toEqual(before);
  });

  it('is paused, resumed and cancelled without a word of why', async () => {
    const { workflowId } = (await (await create()).json()) as WorkflowDto;
    for (const action of ['pause', 'resume', 'cancel']) {
      const answer = await research.call(`/research/workflows/${workflowId}/${action}`, { method: 'POST' });
      expect([action, answer.status]).toEqual([action, 202]);
    }
    expect((await get(workflowId)).status).toBe('cancelled');
  });

  it('has no report before the workflow has completed', async () => {
    const { workflowId } = (await (await create()).json()) as WorkflowDto;
    const report = await research.call(`/research/workflows/${workflowId}/report`);
    expect(await report.json()).toMatchObject({ status: 409, code: 'RESEARCH.REPORT_NOT_READY' });
  });

  it('pages through the list without leaving one out', async () => {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await (await research.call(`/research/workflows?limit=2${cursor}`)).json()) as {
        items: WorkflowDto[];
        nextCursor: string | null;
      };
      ids.push(...page.items.map(({ workflowId }) => workflowId));
      if (!page.nextCursor) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    const all = (await (await research.call('/research/workflows?limit=200')).json()) as { items: WorkflowDto[] };
    expect(ids).toEqual(all.items.map(({ workflowId }) => workflowId));
  });

  it('shows a tenant nothing of another', async () => {
    const { workflowId } = (await (await create()).json()) as WorkflowDto;
    for (const path of ['', '/events', '/report']) {
      const response = await research.call(`/research/workflows/${workflowId}${path}`, { tenant: 'other' });
      expect(await response.json()).toMatchObject({ status: 404, code: 'RESEARCH.WORKFLOW_NOT_FOUND' });
    }
  });

  it.each([
    ['a question that is too short', { question: '?', sources: [{ source: 'a' }] }, 'question'],
    ['no source', { question: QUESTION, sources: [] }, 'sources'],
    ['a source without a name', { question: QUESTION, sources: [{ source: '' }] }, 'sources[0].source'],
    ['a field nobody asked for', { question: QUESTION, sources: [{ source: 'a' }], colour: 'red' }, 'colour'],
  ])('refuses %s and names the field', async (_what, body, field) => {
    const response = await research.call('/research/workflows', { json: body });
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { errors: { field: string }[] };
    expect(problem.errors.map((error) => error.field)).toContain(field);
  });
});
