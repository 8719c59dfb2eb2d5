import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDocuments } from './support/documents.js';
import { findingsOf, readReport } from './support/report.js';
import { run, RunningCommand } from './support/run-command.js';
import { ServiceProcesses } from './support/service-processes.js';

const QUESTION = 'Why did the mill at Orlen burn down?';

interface Workflow {
  stages: { stage: string; status: string; done: number }[];
}

interface RunEvent {
  position: number;
  id: string;
  type: string;
  causationId: string | null;
  correlationId: string;
}

describe('every service as its own process', () => {
  let folder: string;
  let postgres: ThrowAwayPostgres;
  let services: ServiceProcesses;
  let workflowId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-services-'));
    await writeDocuments(join(folder, 'docs'), 3);
    postgres = await startThrowAwayPostgres();
    services = await ServiceProcesses.start((name) => postgres.database(name), join(folder, 'blobs'));
  });

  afterAll(async () => {
    await services?.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${services.gatewayUrl}/api/v1${path}`)).json()) as T;

  it('finds what the platform in one process finds', async () => {
    const apart = await run(
      ['research', QUESTION, 'docs', '--server', services.gatewayUrl, '--data', 'client', '--out', 'apart'],
      folder,
    );
    expect(apart).toMatchObject({ code: 0 });
    const together = await run(['research', QUESTION, 'docs', '--data', 'data', '--out', 'together'], folder);
    expect(together).toMatchObject({ code: 0 });
    const report = await readReport(join(folder, 'apart'));
    workflowId = report.workflowId;
    expect(findingsOf(report)).toEqual(findingsOf(await readReport(join(folder, 'together'))));
  });

  it('waits while agent-task is stopped and finishes once it is back', async () => {
    await services.stopOne('agent-task');
    const waiting = new RunningCommand(
      ['research', QUESTION, 'docs', '--server', services.gatewayUrl, '--data', 'client', '--out', 'waited'],
      folder,
    );
    const [, id = ''] = await waiting.printed(/workflow ([0-9a-f-]{36})/);
    const plan = async () =>
      (await get<Workflow>(`/research/workflows/${id}`)).stages.find(({ stage }) => stage === 'plan');
    while ((await plan())?.status !== 'running') await delay(50);
    await delay(1000);
    expect(await plan()).toMatchObject({ status: 'running', done: 0 });
    await services.startOne('agent-task');
    expect(await waiting.finished).toMatchObject({ code: 0 });
    expect(findingsOf(await readReport(join(folder, 'waited')))).toEqual(
      findingsOf(await readReport(join(folder, 'apart'))),
    );
  });

  it('survives a killed service: nothing is lost and nothing happens twice', async () => {
    const running = new RunningCommand(
      ['research', QUESTION, 'docs', '--server', services.gatewayUrl, '--data', 'client', '--out', 'survived'],
      folder,
    );
    await running.printed(/workflow ([0-9a-f-]{36})/);
    for (const service of ['research-workflow', 'agent-task'] as const) {
      await services.stopOne(service, 'SIGKILL');
      await services.startOne(service);
    }
    expect(await running.finished).toMatchObject({ code: 0 });
    const report = await readReport(join(folder, 'survived'));
    expect(findingsOf(report)).toEqual(findingsOf(await readReport(join(folder, 'apart'))));
    const completed = (await allEvents(report.workflowId)).filter(({ type }) => type === 'TaskCompleted');
    expect(new Set(completed.map(({ id }) => id)).size).toBe(completed.length);
  });

  it('tells one story: every cause stands before what it caused, from the question to the learning path', async () => {
    const events = await allEvents(workflowId);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    const seen = new Set<string>();
    for (const { id, causationId, type } of events) {
      if (type === 'ResearchWorkflowCreated') expect(causationId).toBeNull();
      else expect(seen).toContain(causationId);
      seen.add(id);
    }
    expect(events[0]?.type).toBe('ResearchWorkflowCreated');
    expect(events.at(-1)?.type).toBe('LearningPathCreated');
    expect(new Set(events.map(({ correlationId }) => correlationId))).toEqual(new Set([workflowId]));
  });

  it('logs a run under one correlation id in several services', () => {
    for (const service of ['content', 'research-workflow', 'learning'] as const) {
      expect(services.logOf(service)).toContain(`"correlationId":"${workflowId}"`);
    }
  });

  async function allEvents(id: string): Promise<RunEvent[]> {
    const events: RunEvent[] = [];
    for (let cursor = ''; ;) {
      const page = await get<{ items: RunEvent[]; nextCursor: string | null }>(
        `/research/workflows/${id}/events?limit=50${cursor}`,
      );
      events.push(...page.items);
      if (!page.nextCursor) return events;
      cursor = `&cursor=${page.nextCursor}`;
    }
  }
});
