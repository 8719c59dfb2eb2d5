import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LearningPathCreated, message, ResearchWorkflowStarted } from '@edda/event-schemas';
import { Aggregate, Evolver, PostgresEventStore, streamName } from '@edda/event-store';
import { eventually, InMemorySubjectKeys, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { newId, withContext } from '@edda/kernel';
import { runCommand, type CommandDeps } from '../src/cli/index.js';
import { CommandHarness } from '../src/cli/testing/command-harness.js';

interface Started {
  times: number;
}

/** Counts how often it was started. */
class Run extends Aggregate<Started> {
  static readonly category = 'run';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(
      id,
      { times: 0 },
      new Evolver<Started>().on(ResearchWorkflowStarted, ({ times }) => ({ times: times + 1 })),
    );
  }
}

const WORKFLOW = newId();
const CORRELATION = newId();
const TIME = '2026-01-01T00:00:00Z';
const RUN = streamName('run', WORKFLOW);

let postgres: ThrowAwayPostgres;
let research: PostgresEventStore;
let learning: PostgresEventStore;
let harness: CommandHarness;
const keys = new InMemorySubjectKeys();

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  research = await PostgresEventStore.open({ url: await postgres.database('research'), source: 'research' });
  learning = await PostgresEventStore.open({ url: await postgres.database('learning'), source: 'learning' });
  const started = message(ResearchWorkflowStarted, { workflowId: WORKFLOW, timestamp: TIME });
  const cause = newId();
  await withContext({ correlationId: CORRELATION }, () =>
    research.append(RUN, [{ ...started, id: cause }, started], { expected: 'none' }),
  );
  await withContext({ correlationId: CORRELATION, causationId: cause }, () =>
    learning.append(
      streamName('path', WORKFLOW),
      [
        message(LearningPathCreated, {
          learningPathId: newId(),
          workflowId: WORKFLOW,
          title: 'Why is it so?',
          userId: null,
          modules: [],
          itemCount: 0,
          timestamp: TIME,
        }),
      ],
      { expected: 'none' },
    ),
  );
}, 120_000);

afterAll(async () => {
  await research?.close();
  await learning?.close();
  await postgres?.stop();
});

beforeEach(async () => {
  harness = await CommandHarness.create();
});

afterEach(() => {
  harness.interrupt.abort();
  return harness.dispose();
});

async function events(...argv: string[]): Promise<number> {
  const logs = [
    { service: 'research', store: research, aggregates: [Run], projections: [] },
    { service: 'learning', store: learning, aggregates: [], projections: [] },
  ];
  const deps: CommandDeps = {
    ...harness.deps(),
    openLogs: async ({ services }) => ({
      logs: logs.filter(({ service }) => services.length === 0 || services.includes(service)),
      close: async () => undefined,
    }),
    openKeys: async ({ service = 'research' }) => ({
      store: keys,
      service,
      rewrap: () => Promise.resolve(3),
      close: async () => undefined,
    }),
  };
  return runCommand(['events', ...argv], deps);
}

const lines = (): string[] => harness.stdout.text.trimEnd().split('\n');

describe('events tail', () => {
  it('shows the newest events of all logs, oldest first', async () => {
    expect(await events('tail', '-n', '2')).toBe(0);
    expect(lines()).toHaveLength(2);
    expect(lines()[0]).toContain(`research #2  run-${WORKFLOW} v2  ResearchWorkflowStarted`);
    expect(lines()[1]).toContain('learning #1');
  });

  it('gives a line of JSON for each with --json', async () => {
    expect(await events('tail', '--json', '--service', 'learning')).toBe(0);
    expect(lines().map((line) => JSON.parse(line) as object)).toMatchObject([
      { service: 'learning', type: 'LearningPathCreated', version: 1, metadata: { correlationId: CORRELATION } },
    ]);
  });

  it('takes what is asked for alone', async () => {
    await events('tail', '--type', 'LearningPathCreated', '--since', '2020-01-01', '--category', 'path');
    expect(lines()).toHaveLength(1);
    harness.clear();
    await events('tail', '--until', '2020-01-01');
    expect(harness.stdout.text).toBe('');
    await events('tail', '--tenant', 'nobody');
    expect(harness.stdout.text).toBe('');
  });

  it('follows what comes, until Ctrl-C', async () => {
    const running = events('tail', '-n', '1', '--follow', '--service', 'research');
    // Else the new event might be the newest that it begins with.
    await eventually(() => expect(harness.stdout.text).not.toBe(''));
    const more = message(ResearchWorkflowStarted, { workflowId: WORKFLOW, timestamp: TIME });
    await research.append(streamName('other', newId()), [more], { expected: 'none' });
    await eventually(() => expect(lines()).toHaveLength(2));
    harness.interrupt.abort();
    expect(await running).toBe(0);
    expect(lines().at(-1)).toContain('other-');
  });

  it.each([
    ['tail', '-n', '0'],
    ['tail', '--since', 'yesterday'],
    ['tail', '--kind', 'rumour'],
    ['tail', '--service', 'nobody'],
    ['tail', '--colour'],
    ['unknown'],
    [],
  ])('exits 2 for %s %s %s', async (...argv) => {
    expect(await events(...argv.filter((word) => word !== undefined))).toBe(2);
    expect(harness.stderr.text).not.toBe('');
  });
});

describe('events stream', () => {
  it('shows one stream, in either direction, from a version on', async () => {
    await events('stream', RUN.streamId, '--backward');
    expect(lines().map((line) => / (v\d) /.exec(line)?.[1])).toEqual(['v2', 'v1']);
    harness.clear();
    await events('stream', RUN.streamId, '--from', '2');
    expect(lines()).toHaveLength(1);
  });

  it('exits 2 when no log has it', async () => {
    expect(await events('stream', 'run-of-nobody')).toBe(2);
    expect(harness.stderr.text).toContain('run-of-nobody');
  });
});

describe('events tree', () => {
  it('joins the logs of the services', async () => {
    expect(await events('tree', CORRELATION)).toBe(0);
    expect(lines()).toHaveLength(3);
    expect(lines()[1]).toMatch(/^└─ LearningPathCreated/);
  });

  it('is one value of JSON with --json', async () => {
    await events('tree', CORRELATION, '--json');
    expect(JSON.parse(harness.stdout.text)).toMatchObject({
      size: 3,
      roots: [{ children: [{ type: 'LearningPathCreated' }] }, { children: [] }],
    });
  });

  it('exits 2 when nobody knows the correlation id', async () => {
    expect(await events('tree', newId())).toBe(2);
  });
});

describe('events replay', () => {
  it('shows an aggregate as it was at a version', async () => {
    expect(await events('replay', '--aggregate', RUN.streamId, '--at', '1', '--json')).toBe(0);
    expect(JSON.parse(harness.stdout.text)).toEqual({
      service: 'research',
      streamId: RUN.streamId,
      version: 1,
      state: { times: 1 },
    });
  });

  it('shows it as it is, and as it was at a time', async () => {
    await events('replay', '--aggregate', RUN.streamId);
    expect(harness.stdout.text).toContain('"times": 2');
    harness.clear();
    await events('replay', '--aggregate', RUN.streamId, '--time', '2020-01-01');
    expect(harness.stdout.text).toContain('"times": 0');
  });

  it('exits 2 for what there is not', async () => {
    expect(await events('replay')).toBe(2);
    expect(await events('replay', '--aggregate', 'run-of-nobody')).toBe(2);
    expect(await events('replay', '--projection', 'of-nobody')).toBe(2);
    expect(await events('replay', '--aggregate', RUN.streamId, '--at', '1', '--time', '2020-01-01')).toBe(2);
  });
});

describe('events export', () => {
  it('writes the events as lines of JSON', async () => {
    expect(await events('export', '--out', 'all.ndjson')).toBe(0);
    const exported = (await readFile(join(harness.cwd, 'all.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(exported.length).toBeGreaterThanOrEqual(3);
    expect(JSON.parse(exported[0] ?? '')).toMatchObject({ service: 'research', position: 1 });
  });

  it('writes a fixture for tests', async () => {
    await events('export', '--format', 'fixture', '--stream', RUN.streamId);
    expect(JSON.parse(harness.stdout.text)).toMatchObject([{ version: 1 }, { version: 2 }]);
  });
});

describe('events lag', () => {
  it('says how far each subscription is', async () => {
    const subscription = research.subscribe({ name: 'reader', handle: async () => undefined });
    await subscription.caughtUp();
    await subscription.stop();
    expect(await events('lag', '--json')).toBe(0);
    expect(JSON.parse(harness.stdout.text)).toMatchObject([
      { service: 'research', name: 'reader', positionsBehind: 0 },
    ]);
    harness.clear();
    await events('lag');
    expect(harness.stdout.text).toContain('research  reader  at');
  });
});

describe('events forget', () => {
  it('asks for --yes before it deletes a key', async () => {
    await keys.keysFor('default', ['ann']);
    expect(await events('forget', 'ann')).toBe(2);
    expect(await keys.isForgotten('default', 'ann')).toBe(false);
    expect(await events('forget', 'ann', '--yes', '--reason', 'request 7')).toBe(0);
    expect(await keys.isForgotten('default', 'ann')).toBe(true);
    expect(await keys.unannounced('research')).toMatchObject([{ subjectId: 'ann', reason: 'request 7' }]);
  });
});

it('events rewrap says how many keys it has stored anew', async () => {
  expect(await events('rewrap', '--json')).toBe(0);
  expect(JSON.parse(harness.stdout.text)).toEqual({ rewrapped: 3 });
});

it('events explains itself with --help', async () => {
  expect(await events('--help')).toBe(0);
  expect(await events('tail', '--help')).toBe(0);
  expect(harness.stdout.text).toContain('--follow');
});
