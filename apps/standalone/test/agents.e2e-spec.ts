import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDocuments } from './support/documents.js';
import { findingsOf, readReport } from './support/report.js';
import { run, RunningCommand } from './support/run-command.js';
import { ServiceProcesses } from './support/service-processes.js';

const QUESTION = 'Why did the mill at Orlen burn down?';
const SHORT_LEASE = { TASK_LEASE_MS: '2000', TASK_HEARTBEAT_MS: '500' };

interface RunEvent {
  id: string;
  type: string;
  data: { taskId: string; agentId: string; attempt: number; status: string };
}

describe('agents that die', () => {
  let folder: string;
  let postgres: ThrowAwayPostgres;
  let services: ServiceProcesses;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-agents-'));
    await writeDocuments(join(folder, 'docs'), 3);
    postgres = await startThrowAwayPostgres();
    services = await ServiceProcesses.start((name) => postgres.database(name), join(folder, 'blobs'));
    await services.ready();
  });

  afterAll(async () => {
    services?.signalOne('content', 'SIGCONT');
    await services?.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${services.gatewayUrl}/api/v1${path}`)).json()) as T;
  const story = async (id: string): Promise<RunEvent[]> =>
    (await get<{ items: RunEvent[] }>(`/research/workflows/${id}/events?limit=200`)).items;
  const research = (out: string): string[] => {
    const options = ['--server', services.gatewayUrl, '--data', 'client', '--out', out];
    return ['research', QUESTION, 'docs', ...options];
  };

  it('leave their tasks to others when their leases have run out, and nothing happens twice', async () => {
    expect(await run(research('undisturbed'), folder)).toMatchObject({ code: 0 });

    await services.stopOne('agent-task');
    await services.startOne('agent-task', { ...SHORT_LEASE, BUILT_IN_WORKERS: 'false' });
    const running = new RunningCommand(research('inherited'), folder);
    const [, id = ''] = await running.printed(/workflow ([0-9a-f-]{36})/);
    await eventually(async () => {
      const { stages } = await get<{ stages: { stage: string; status: string }[] }>(`/research/workflows/${id}`);
      expect(stages).toContainEqual(expect.objectContaining({ stage: 'plan', status: 'running' }));
    }, 60_000);

    // Researchers wait for the texts of a frozen service: they hold their tasks when they are killed.
    services.signalOne('content', 'SIGSTOP');
    await services.stopOne('agent-task');
    await services.startOne('agent-task', { ...SHORT_LEASE, AGENT_NAME: 'doomed' });
    await eventually(async () => {
      const assigned = (await story(id)).filter(({ type }) => type === 'TaskAssigned');
      expect(assigned.map(({ data }) => data.agentId)).toContain('researcher@doomed');
    }, 60_000);
    await services.stopOne('agent-task', 'SIGKILL');
    services.signalOne('content', 'SIGCONT');
    await services.startOne('agent-task', { ...SHORT_LEASE, AGENT_NAME: 'heir' });
    expect(await running.finished).toMatchObject({ code: 0 });

    const events = await story(id);
    const dataOf = (type: string): RunEvent['data'][] =>
      events.filter((event) => event.type === type).map(({ data }) => data);
    const held = dataOf('TaskAssigned').filter(({ agentId }) => agentId === 'researcher@doomed');
    expect(held.length).toBeGreaterThan(0);
    for (const { taskId } of held) {
      const assigned = dataOf('TaskAssigned').filter((each) => each.taskId === taskId);
      expect(assigned.map(({ agentId, attempt }) => [agentId, attempt])).toEqual([
        ['researcher@doomed', 1],
        ['researcher@heir', 2],
      ]);
    }
    const requested = dataOf('RequestTask').map(({ taskId }) => taskId);
    expect(new Set(requested).size).toBe(requested.length);
    expect(
      dataOf('TaskCompleted')
        .map(({ taskId, status }) => `${taskId} ${status}`)
        .toSorted(),
    ).toEqual(requested.map((taskId) => `${taskId} completed`).toSorted());
    expect(findingsOf(await readReport(join(folder, 'inherited')))).toEqual(
      findingsOf(await readReport(join(folder, 'undisturbed'))),
    );
  });
});
