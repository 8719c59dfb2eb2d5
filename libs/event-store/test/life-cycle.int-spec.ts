import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { withContext } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore, type StreamName } from '../src/index.js';
import { newStream, NoteWritten, PrintNote } from './support/notes.js';

const DAY = 24 * 60 * 60 * 1000;

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
let now = new Date('2026-01-01T00:00:00Z');

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'life_cycle', migrations: [...EVENT_STORE_MIGRATIONS] });
  store = new PostgresEventStore(database.dataSource, { source: 'test', clock: { now: () => now } });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await store.close();
  await database.close();
  await postgres.stop();
});

beforeEach(async () => {
  now = new Date('2026-01-01T00:00:00Z');
  await database.dataSource.query('truncate checkpoints, events, streams, snapshots, archived_events');
});

const note = (text: string) => message(NoteWritten, { text });

async function write(stream: StreamName, ...texts: string[]): Promise<number> {
  const result = await store.append(stream, texts.map(note), { expected: 'any' });
  if (!result.ok) throw new Error('The stream is in the way.');
  return result.position;
}

async function texts(stream: StreamName, archived = false): Promise<string[]> {
  const found: string[] = [];
  for await (const { data } of store.readStream(stream, { archived })) found.push((data as NoteWritten).text);
  return found;
}

async function allTexts(): Promise<string[]> {
  const found: string[] = [];
  for await (const { data } of store.readAll()) found.push((data as NoteWritten).text);
  return found;
}

async function checkpointAt(position: number): Promise<void> {
  await database.dataSource.query(
    `insert into checkpoints (subscription, position) values ('slow', $1)
     on conflict (subscription) do update set position = excluded.position`,
    [position],
  );
}

const snapshotOf = ({ tenantId, streamId }: StreamName, version: number) =>
  database.dataSource.query(
    `insert into snapshots (tenant_id, stream_id, version, schema_version, state) values ($1, $2, $3, 1, '{}')`,
    [tenantId, streamId, version],
  );

describe('An archived stream', () => {
  it('leaves the log, and is still read by who asks for the archive', async () => {
    const stream = newStream();
    await write(stream, 'a', 'b', 'c');
    await write(newStream(), 'other');
    expect(await store.archiveStream(stream)).toBe(3);
    expect(await texts(stream)).toEqual([]);
    expect(await allTexts()).toEqual(['other']);
    expect(await texts(stream, true)).toEqual(['a', 'b', 'c']);
    expect(await store.streamState(stream)).toMatchObject({ version: 3, archivedAt: expect.any(Date) });
  });

  it('takes no more events', async () => {
    const stream = newStream();
    await write(stream, 'a');
    await store.archiveStream(stream);
    for (const expected of ['any', 'exists', 'none', 1] as const) {
      await expect(store.append(stream, [note('late')], { expected })).rejects.toMatchObject({
        kind: 'gone',
        code: 'STREAM_ARCHIVED',
      });
    }
  });

  it('is not made of what a subscription has yet to handle', async () => {
    const stream = newStream();
    const position = await write(stream, 'a');
    await checkpointAt(position - 1);
    await expect(store.archiveStream(stream)).rejects.toMatchObject({ kind: 'conflict', code: 'STREAM_STILL_READ' });
    expect(await texts(stream)).toEqual(['a']);
    await write(stream, 'b');
    await checkpointAt(position + 1000);
    expect(await store.archiveStream(stream)).toBe(2);
  });

  it('comes back as it was', async () => {
    const stream = newStream();
    await write(stream, 'a', 'b');
    const before = await allEvents(stream);
    await store.archiveStream(stream);
    expect(await store.restoreStream(stream)).toBe(2);
    expect(await allEvents(stream)).toEqual(before);
    await write(stream, 'c');
    expect(await texts(stream)).toEqual(['a', 'b', 'c']);
  });

  it('is finished by a second call when the first one was cut off', async () => {
    const stream = newStream();
    await write(stream, 'a', 'b');
    await database.dataSource.query('update streams set archived_at = now() where stream_id = $1', [stream.streamId]);
    expect(await store.archiveStream(stream)).toBe(2);
    expect(await store.archiveStream(stream)).toBe(0);
    expect(await texts(stream, true)).toEqual(['a', 'b']);
  });

  it('cannot be made of nothing', async () => {
    await expect(store.archiveStream(newStream())).rejects.toMatchObject({ code: 'STREAM_NOT_FOUND' });
    await expect(store.restoreStream(newStream())).rejects.toMatchObject({ code: 'STREAM_NOT_FOUND' });
  });

  it('is not made, restored or cut for another tenant', async () => {
    const stream = newStream();
    await write(stream, 'a');
    const foreign = [
      () => store.archiveStream(stream),
      () => store.restoreStream(stream),
      () => store.truncateStream(stream, { before: 2, withoutSnapshot: true }),
    ];
    for (const act of foreign) {
      await expect(withContext({ tenantId: 'other' }, act)).rejects.toMatchObject({ code: 'TENANT_MISMATCH' });
    }
    expect(await texts(stream)).toEqual(['a']);
  });

  it('leaves the stream of the same name of another tenant alone', async () => {
    const mine = newStream();
    const theirs = { ...mine, tenantId: 'other' };
    await write(mine, 'mine');
    await write(theirs, 'theirs');
    await store.archiveStream(mine);
    expect(await texts(theirs)).toEqual(['theirs']);
  });

  async function allEvents(stream: StreamName): Promise<unknown[]> {
    const events: unknown[] = [];
    for await (const event of store.readStream(stream)) events.push(event);
    return events;
  }
});

describe('A truncated stream', () => {
  it('loses its beginning and keeps counting', async () => {
    const stream = newStream();
    await write(stream, 'a', 'b', 'c');
    await snapshotOf(stream, 2);
    expect(await store.truncateStream(stream, { before: 3 })).toBe(2);
    await write(stream, 'd');
    expect(await texts(stream)).toEqual(['c', 'd']);
    expect(await store.streamState(stream)).toEqual({ version: 4, firstVersion: 3, archivedAt: null });
  });

  it('must have a snapshot behind the cut, unless it is no aggregate', async () => {
    const stream = newStream();
    await write(stream, 'a', 'b', 'c');
    await snapshotOf(stream, 1);
    await expect(store.truncateStream(stream, { before: 3 })).rejects.toMatchObject({ code: 'SNAPSHOT_MISSING' });
    expect(await store.truncateStream(stream, { before: 3, withoutSnapshot: true })).toBe(2);
  });

  it('keeps what a subscription has yet to handle', async () => {
    const stream = newStream();
    const position = await write(stream, 'a', 'b');
    await checkpointAt(position - 1);
    const cut = (before: number) => store.truncateStream(stream, { before, withoutSnapshot: true });
    await expect(cut(3)).rejects.toMatchObject({ code: 'STREAM_STILL_READ' });
    expect(await cut(2)).toBe(1);
  });

  it.each([0, 4, 1.5, NaN])('cannot be cut before version %p of 2', async (before) => {
    const stream = newStream();
    await write(stream, 'a', 'b');
    await expect(store.truncateStream(stream, { before, withoutSnapshot: true })).rejects.toMatchObject({
      code: 'TRUNCATION_INVALID',
      fields: [{ field: 'before', value: before }],
    });
  });
});

describe('Retention', () => {
  const temporary = { note: { kind: 'temporary', retentionDays: 10 } } as const;
  const log = { note: { kind: 'log', retentionDays: 10 }, outgoing: { kind: 'log', retentionDays: 10 } } as const;

  /** A stream with an event from before the retention, and one with that and a fresh one. */
  async function oldAndMixed(): Promise<{ old: StreamName; mixed: StreamName }> {
    const old = newStream();
    const mixed = newStream();
    await write(old, 'old 1', 'old 2');
    await write(mixed, 'old 3');
    now = new Date(now.getTime() + 11 * DAY);
    await write(mixed, 'fresh');
    return { old, mixed };
  }

  it('keeps a permanent category for good', async () => {
    await oldAndMixed();
    expect(await store.applyRetention({ note: { kind: 'permanent' } }, { now })).toEqual([]);
    expect(await store.applyRetention({}, { now })).toEqual([]);
    expect(await allTexts()).toHaveLength(4);
  });

  it('removes temporary streams as a whole, once their last event is too old', async () => {
    const { old, mixed } = await oldAndMixed();
    expect(await store.applyRetention(temporary, { now })).toEqual([{ category: 'note', streams: 1, events: 2 }]);
    expect(await store.streamState(old)).toBeNull();
    expect(await texts(mixed)).toEqual(['old 3', 'fresh']);
    expect(await store.append(old, [note('again')], { expected: 'none' })).toMatchObject({ ok: true, version: 1 });
  });

  it('removes archived temporary streams, too', async () => {
    const { old } = await oldAndMixed();
    await store.archiveStream(old);
    expect(await store.applyRetention(temporary, { now })).toEqual([{ category: 'note', streams: 1, events: 2 }]);
    expect(await texts(old, true)).toEqual([]);
  });

  it('removes the old events of a log, and the streams go on', async () => {
    const { old, mixed } = await oldAndMixed();
    expect(await store.applyRetention(log, { now })).toEqual([
      { category: 'note', streams: 0, events: 3 },
      { category: 'outgoing', streams: 0, events: 0 },
    ]);
    expect(await texts(mixed)).toEqual(['fresh']);
    expect(await store.streamState(mixed)).toMatchObject({ version: 2, firstVersion: 2 });
    await write(old, 'next');
    expect(await store.streamState(old)).toMatchObject({ version: 3, firstVersion: 3 });
  });

  it('removes outgoing messages, which have no stream', async () => {
    await store.unitOfWork.run(async () => store.unitOfWork.send(message(PrintNote, { text: 'x' }), { key: 'k' }));
    now = new Date(now.getTime() + 11 * DAY);
    expect(await store.applyRetention({ outgoing: log.outgoing }, { now })).toEqual([
      { category: 'outgoing', streams: 0, events: 1 },
    ]);
  });

  it.each([temporary, log])('never passes the slowest subscription', async (classes) => {
    const { old } = await oldAndMixed();
    const first = await firstPosition();
    await checkpointAt(first);
    await store.applyRetention(classes, { now });
    expect((await allTexts()).length).toBeGreaterThanOrEqual(3);
    expect((await texts(old)).at(-1)).toBe('old 2');
  });

  it('goes through more events than fit into one transaction', async () => {
    const stream = newStream();
    await write(stream, ...Array.from({ length: 900 }, (_, index) => `${index}`));
    await write(newStream(), ...Array.from({ length: 400 }, (_, index) => `${index}`));
    now = new Date(now.getTime() + 11 * DAY);
    expect(await store.applyRetention(log, { now })).toContainEqual({ category: 'note', streams: 0, events: 1300 });
  });

  it('leaves a stream alone that is being written, and takes it the next time', async () => {
    const { old } = await oldAndMixed();
    const writer = database.dataSource.createQueryRunner();
    await writer.startTransaction();
    await writer.query('select from streams where stream_id = $1 for update', [old.streamId]);
    expect(await store.applyRetention(temporary, { now })).toEqual([{ category: 'note', streams: 0, events: 0 }]);
    await writer.rollbackTransaction();
    await writer.release();
    expect(await store.applyRetention(temporary, { now })).toEqual([{ category: 'note', streams: 1, events: 2 }]);
  });

  it.each([0, -1, NaN])('is not for %p days', async (retentionDays) => {
    await expect(store.applyRetention({ note: { kind: 'log', retentionDays } })).rejects.toMatchObject({
      code: 'RETENTION_INVALID',
    });
  });

  async function firstPosition(): Promise<number> {
    const [row] = await database.dataSource.query<{ first: string }[]>('select min(position) as first from events');
    return Number(row?.first);
  }
});
