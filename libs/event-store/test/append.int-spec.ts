import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  appendStream,
  EVENT_STORE_MIGRATIONS,
  MAX_EVENT_BYTES,
  poolClient,
  readStream,
  type SqlClient,
  type StreamId,
  type StreamName,
} from '../src/index.js';
import { appendOutgoing } from '../src/append/append-outgoing.js';
import { newStream, PrintNote } from './support/notes.js';
import { counted, pending, written } from './support/pending.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let client: SqlClient;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'append', migrations: [...EVENT_STORE_MIGRATIONS] });
  client = poolClient(database.dataSource);
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

const ok = (version: number): unknown => expect.objectContaining({ ok: true, version });

const idOf = ({ tenantId, streamId }: StreamName): StreamId => ({ tenantId, streamId });

/** Appends as many events as the stream is to have. */
async function streamOf(length: number): Promise<StreamName> {
  const stream = newStream();
  const events = Array.from({ length }, (_, index) => written(stream, `${index + 1}`));
  expect(await appendStream(client, stream, events, 'none')).toEqual(ok(length));
  return stream;
}

describe('An append that expects no stream', () => {
  it('makes the stream and counts its versions from 1', async () => {
    const stream = newStream();
    expect(await appendStream(client, stream, [written(stream, 'a'), written(stream, 'b')], 'none')).toEqual(ok(2));
    expect((await readStream(client, stream)).map(({ version, data }) => [version, data])).toEqual([
      [1, { text: 'a' }],
      [2, { text: 'b' }],
    ]);
  });

  it('conflicts when there is one, and writes nothing', async () => {
    const stream = await streamOf(1);
    expect(await appendStream(client, stream, [written(stream, 'late')], 'none')).toEqual({
      ok: false,
      conflict: { ...idOf(stream), expected: 'none', actual: 1 },
    });
    expect(await readStream(client, stream)).toHaveLength(1);
  });

  it('is won by one of many that come at the same time', async () => {
    const stream = newStream();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => appendStream(client, stream, [written(stream, `${index}`)], 'none')),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readStream(client, stream)).toHaveLength(1);
  });
});

describe('An append that expects a version', () => {
  it('goes behind it', async () => {
    const stream = await streamOf(2);
    expect(await appendStream(client, stream, [written(stream, 'c')], 2)).toEqual(ok(3));
  });

  it.each([1, 3])('conflicts when it expects %i of a stream at version 2', async (expected) => {
    const stream = await streamOf(2);
    expect(await appendStream(client, stream, [written(stream, 'c')], expected)).toEqual({
      ok: false,
      conflict: { ...idOf(stream), expected, actual: 2 },
    });
    expect(await readStream(client, stream)).toHaveLength(2);
  });

  it('conflicts when there is no stream', async () => {
    const stream = newStream();
    const result = await appendStream(client, stream, [written(stream, 'a')], 4);
    expect(result).toEqual({ ok: false, conflict: { ...idOf(stream), expected: 4, actual: 0 } });
  });

  it('takes 0 for no stream', async () => {
    const stream = newStream();
    expect(await appendStream(client, stream, [written(stream, 'a')], 0)).toEqual(ok(1));
    expect(await appendStream(client, stream, [written(stream, 'b')], 0)).toMatchObject({ ok: false });
  });

  it('is won by one of many that come at the same time', async () => {
    const stream = await streamOf(1);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => appendStream(client, stream, [written(stream, `${index}`)], 1)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('An append that expects a stream to exist', () => {
  it('goes behind whatever is there', async () => {
    const stream = await streamOf(3);
    expect(await appendStream(client, stream, [written(stream, 'd')], 'exists')).toEqual(ok(4));
  });

  it('conflicts when there is none', async () => {
    const stream = newStream();
    const result = await appendStream(client, stream, [written(stream, 'a')], 'exists');
    expect(result).toEqual({ ok: false, conflict: { ...idOf(stream), expected: 'exists', actual: 0 } });
    expect(await appendStream(client, stream, [written(stream, 'a')], 'none')).toEqual(ok(1));
  });
});

describe('An append that expects anything', () => {
  it('never conflicts, however many come at the same time', async () => {
    const stream = newStream();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        appendStream(client, stream, [written(stream, `${index}a`), written(stream, `${index}b`)], 'any'),
      ),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    const events = await readStream(client, stream);
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    const batches = events.map(({ data }) => (data as { text: string }).text.replace(/[ab]$/, ''));
    for (let index = 0; index < 40; index += 2) expect(batches[index]).toBe(batches[index + 1]);
  });
});

describe('Streams', () => {
  it('of two tenants with one id have nothing to do with each other', async () => {
    const mine = newStream('mine');
    const yours = { ...mine, tenantId: 'yours' };
    expect(await appendStream(client, mine, [written(mine, 'mine')], 'none')).toEqual(ok(1));
    expect(await appendStream(client, yours, [written(yours, 'yours')], 'none')).toEqual(ok(1));
    expect((await readStream(client, yours)).map(({ data }) => data)).toEqual([{ text: 'yours' }]);
  });

  it('are read behind a version', async () => {
    const stream = await streamOf(4);
    expect((await readStream(client, stream, 2)).map(({ version }) => version)).toEqual([3, 4]);
  });

  it('give back every field as it was appended', async () => {
    const stream = newStream('acme');
    const event = written(stream, 'with \u0000, \ud800 and "quotes" \\ {,}');
    event.metadata = { ...event.metadata, userId: 'ann', causationId: newId(), traceparent: '00-1-2-01' };
    await appendStream(client, stream, [event], 'none');
    expect(await readStream(client, stream)).toEqual([
      { ...event, position: expect.any(Number), version: 1, previousPublic: 0 },
    ]);
  });
});

describe('A repeated append', () => {
  it('answers as the first one did and writes nothing', async () => {
    const stream = newStream();
    const events = [written(stream, 'a'), counted(stream)];
    expect(await appendStream(client, stream, events, 'none')).toEqual(ok(2));
    expect(await appendStream(client, stream, events, 'none')).toEqual(ok(2));
    expect(await readStream(client, stream)).toHaveLength(2);
  });

  it('is known after others have written', async () => {
    const stream = await streamOf(1);
    const events = [written(stream, 'b')];
    await appendStream(client, stream, events, 1);
    await appendStream(client, stream, [written(stream, 'c')], 2);
    expect(await appendStream(client, stream, events, 1)).toEqual(ok(2));
    expect(await appendStream(client, stream, events, 'any')).toEqual(ok(2));
    expect(await appendStream(client, stream, events, 'exists')).toEqual(ok(2));
    expect(await readStream(client, stream)).toHaveLength(3);
  });

  it('is no conflict when it comes many times at once', async () => {
    const stream = newStream();
    const events = [written(stream, 'a'), written(stream, 'b')];
    const results = await Promise.all(Array.from({ length: 8 }, () => appendStream(client, stream, events, 'none')));
    expect(results).toEqual(Array.from({ length: 8 }, () => ok(2)));
    expect(await readStream(client, stream)).toHaveLength(2);
  });
});

describe('An id that stands elsewhere in the log', () => {
  const reused = { code: 'EVENT_ID_REUSED', kind: 'conflict' };

  it.each([
    ['the first of a batch', (id: string, stream: StreamName) => [written(stream, 'x', id), written(stream, 'y')]],
    ['the last of a batch', (id: string, stream: StreamName) => [written(stream, 'x'), written(stream, 'y', id)]],
    ['alone', (id: string, stream: StreamName) => [written(stream, 'x', id)]],
  ])('is refused as %s', async (_, batch) => {
    const id = newId();
    const first = newStream();
    await appendStream(client, first, [written(first, 'a', id)], 'none');
    const second = newStream();
    await expect(appendStream(client, second, batch(id, second), 'any')).rejects.toMatchObject(reused);
    expect(await readStream(client, second)).toEqual([]);
  });

  it('is refused at another place of its own stream', async () => {
    const id = newId();
    const stream = newStream();
    await appendStream(client, stream, [written(stream, 'a', id)], 'none');
    await expect(appendStream(client, stream, [written(stream, 'a', id)], 1)).rejects.toMatchObject(reused);
    await expect(
      appendStream(client, stream, [written(stream, 'a', id), written(stream, 'b')], 'any'),
    ).rejects.toMatchObject(reused);
  });

  it('is refused when a command has it', async () => {
    const stream = newStream();
    const command = pending(stream, message(PrintNote, { text: 'a' }));
    await appendOutgoing(client, [command]);
    await expect(appendStream(client, stream, [written(stream, 'a', command.id)], 'any')).rejects.toMatchObject(reused);
  });
});

describe('The public events of a stream', () => {
  it('say which one was before them, whatever internal events lie between', async () => {
    const stream = newStream();
    await appendStream(client, stream, [counted(stream), written(stream, '2'), counted(stream)], 'none');
    await appendStream(client, stream, [counted(stream)], 'any');
    await appendStream(client, stream, [written(stream, '5'), written(stream, '6'), counted(stream)], 'any');
    await appendStream(client, stream, [counted(stream), written(stream, '9')], 'any');
    const events = await readStream(client, stream);
    expect(events.map(({ version, previousPublic }) => [version, previousPublic])).toEqual([
      [1, null],
      [2, 0],
      [3, null],
      [4, null],
      [5, 2],
      [6, 5],
      [7, null],
      [8, null],
      [9, 6],
    ]);
  });
});

describe('The limits of an append', () => {
  it('allow data up to the limit', async () => {
    const stream = newStream();
    const text = 'x'.repeat(MAX_EVENT_BYTES - '{"text":""}'.length);
    expect(await appendStream(client, stream, [written(stream, text)], 'none')).toEqual(ok(1));
  });

  it('refuse more, counted in bytes of UTF-8, and say how much', async () => {
    const stream = newStream();
    const text = 'é'.repeat(MAX_EVENT_BYTES / 2);
    await expect(appendStream(client, stream, [written(stream, text)], 'none')).rejects.toMatchObject({
      kind: 'too-large',
      code: 'EVENT_TOO_LARGE',
      message: `The data of NoteWritten takes ${MAX_EVENT_BYTES + 11} bytes, at most ${MAX_EVENT_BYTES} fit: store the body and refer to it.`,
    });
    expect(await readStream(client, stream)).toEqual([]);
  });
});

describe('Outgoing messages', () => {
  it('lie in the log without a version', async () => {
    const command = pending(newStream(), message(PrintNote, { text: 'a' }));
    await appendOutgoing(client, [command]);
    const rows = await client.query('select kind, version, previous_public, topic from events where id = $1', [
      command.id,
    ]);
    expect(rows).toEqual([{ kind: 'command', version: null, previous_public: null, topic: 'learning_commands' }]);
  });

  it('are there once when they are sent again', async () => {
    const first = pending(newStream(), message(PrintNote, { text: 'a' }));
    const second = pending(newStream(), message(PrintNote, { text: 'b' }));
    await appendOutgoing(client, [first]);
    await appendOutgoing(client, [first, second]);
    const rows = await client.query('select id from events where id = any($1::uuid[]) order by position', [
      [first.id, second.id],
    ]);
    expect(rows).toEqual([{ id: first.id }, { id: second.id }]);
  });
});
