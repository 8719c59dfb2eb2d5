import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';
import { GroupCommit } from './group-commit.js';
import { seal, type SealedAppend } from './sealed-append.js';

/** A database of which only is known how often it was asked, and what it does then. */
class Database implements SqlClient {
  readonly calls: { name: string; parameters: unknown[] }[] = [];

  constructor(private readonly answer: (call: number, name: string) => unknown) {}

  async query<Row>(_sql: string, parameters: unknown[] = [], name = ''): Promise<Row[]> {
    this.calls.push({ name, parameters });
    return [(await this.answer(this.calls.length, name)) as Row];
  }
}

function append(streamId: string = newId(), bytes = 10): SealedAppend {
  const stream = { tenantId: 'default', streamId, category: 'note' };
  const metadata = { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: 'test' };
  const event = {
    id: newId(),
    kind: 'event' as const,
    ...stream,
    type: 'NoteWritten',
    schemaVersion: '1.0.0',
    topic: null,
    data: { text: 'x'.repeat(bytes) },
    metadata,
    recordedAt: new Date(),
  };
  return seal({ stream, events: [event], expected: 'any', projections: [], written: null });
}

const lost = (): never => {
  throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
};

const appended = { outcome: 'appended', stream_version: '1', last_position: '7' };

const together = (count: number) => ({
  verdicts: 'a'.repeat(count),
  versions: Array.from({ length: count }, () => '0'),
  positions: Array.from({ length: count }, (_, index) => `${index + 1}`),
});

describe('GroupCommit', () => {
  it('sends one that comes alone by itself, at once', async () => {
    const database = new Database(() => appended);
    const outcome = await new GroupCommit(database, 10).append(append());
    expect(outcome).toEqual({ ok: true, version: 1, position: 7, repeated: false });
    expect(database.calls.map(({ name }) => name)).toEqual(['edda-append']);
  });

  it('gathers what comes while a call is under way', async () => {
    let release: (row: unknown) => void = () => undefined;
    const database = new Database((call) => (call === 1 ? new Promise((resolve) => (release = resolve)) : together(5)));
    const groupCommit = new GroupCommit(database, 10);
    const first = groupCommit.append(append());
    await new Promise(setImmediate);
    const rest = Array.from({ length: 5 }, () => groupCommit.append(append()));
    await new Promise(setImmediate);
    expect(database.calls).toHaveLength(1);
    release(appended);
    await Promise.all([first, ...rest]);
    expect(database.calls.map(({ name }) => name)).toEqual(['edda-append', 'edda-append-batch']);
  });

  it('sends no more bytes in one call than fit, and a big one none the less', async () => {
    const sizes: number[] = [];
    const database = new Database((call, name) => {
      const ids = database.calls[call - 1]?.parameters[name === 'edda-append' ? 4 : 9] as unknown[];
      sizes.push(ids.length);
      return name === 'edda-append' ? appended : together(ids.length);
    });
    const groupCommit = new GroupCommit(database, 10);
    const megabyte = 900_000;
    await Promise.all([10, 10, megabyte, 200_000, 10].map((bytes) => groupCommit.append(append(newId(), bytes))));
    expect(sizes).toEqual([3, 2]);
  });

  it('sends again what was under way when the connection was lost, with the same ids', async () => {
    const database = new Database((call) => (call < 3 ? lost() : appended));
    const one = append();
    expect(await new GroupCommit(database, 10).append(one)).toMatchObject({ ok: true });
    expect(database.calls.map(({ parameters }) => parameters[4])).toEqual([one.ids, one.ids, one.ids]);
  });

  it('gives up when the database stays away', async () => {
    const groupCommit = new GroupCommit(new Database(lost), 10, 100);
    const refused = { kind: 'unavailable', code: 'EVENT_STORE_UNAVAILABLE' };
    const results = await Promise.allSettled(
      [append(), append(), append('a'), append('a')].map((one) => groupCommit.append(one)),
    );
    expect(results).toEqual(results.map(() => ({ status: 'rejected', reason: expect.objectContaining(refused) })));
    await groupCommit.close();
  });

  it('passes on what it does not know, to the one whose append it was', async () => {
    const strange = new Error('Something else.');
    const database = new Database((call) => {
      if (call === 1 || call === 3) throw strange;
      return appended;
    });
    const groupCommit = new GroupCommit(database, 3);
    const results = await Promise.allSettled([append(), append(), append()].map((one) => groupCommit.append(one)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: strange });
    expect(database.calls.map(({ name }) => name)).toEqual([
      'edda-append-batch',
      'edda-append',
      'edda-append',
      'edda-append',
    ]);
  });
});
