import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDocuments } from './support/documents.js';
import { readReport } from './support/report.js';
import { run, RunningCommand } from './support/run-command.js';
import { ServiceProcesses } from './support/service-processes.js';

const QUESTION = 'Why did the mill at Orlen burn down?';
/** Figures are seconds behind, on a busy machine more. */
const PATIENCE_MS = 60_000;

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface TypeActivity {
  type: string;
  context: string;
  events: number;
  failureRate: number | null;
}

/** How many events of each type. */
type Counts = Record<string, number>;

describe('the figures of the last minutes', () => {
  let folder: string;
  let postgres: ThrowAwayPostgres;
  let services: ServiceProcesses;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-streams-'));
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
  const research = (out: string): string[] => [
    'research',
    QUESTION,
    'docs',
    '--server',
    services.gatewayUrl,
    '--data',
    'client',
    '--out',
    out,
  ];

  async function figures(): Promise<Counts> {
    const { items } = await get<Page<TypeActivity>>('/streams?minutes=60');
    return Object.fromEntries(items.map(({ type, events }) => [type, events]));
  }

  /** What the stories of runs tell: every public event of every context once. */
  async function told(...workflowIds: string[]): Promise<Counts> {
    const counts: Counts = {};
    for (const id of workflowIds) {
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Page<{ kind: string; type: string }> = await get(
          `/research/workflows/${id}/events?limit=200${cursor && `&cursor=${cursor}`}`,
        );
        for (const { type } of page.items.filter(({ kind }) => kind === 'event'))
          counts[type] = (counts[type] ?? 0) + 1;
        cursor = page.nextCursor;
      }
    }
    return counts;
  }

  it('are those of what happened, and go on when their service is killed in the midst of a minute', async () => {
    expect(await figures()).not.toHaveProperty('TaskCompleted');
    expect(await run(research('one'), folder)).toMatchObject({ code: 0 });
    const { workflowId: one } = await readReport(join(folder, 'one'));
    await eventually(async () => expect(await figures()).toMatchObject(await told(one)), PATIENCE_MS);

    const running = new RunningCommand(research('two'), folder);
    await running.printed(/workflow ([0-9a-f-]{36})/);
    await services.stopOne('research-workflow', 'SIGKILL');
    await services.startOne('research-workflow');
    expect(await running.finished).toMatchObject({ code: 0 });
    const { workflowId: two } = await readReport(join(folder, 'two'));
    await eventually(async () => expect(await figures()).toMatchObject(await told(one, two)), PATIENCE_MS);
  }, 300_000);

  it('stand in the documentation of the whole', async () => {
    const { paths } = (await (await fetch(`${services.gatewayUrl}/openapi.json`)).json()) as {
      paths: Record<string, { get: { parameters: { name: string }[] } }>;
    };
    const names = paths['/api/v1/streams']?.get.parameters.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['minutes', 'context', 'type', 'failed', 'limit', 'cursor']));
  });
});
