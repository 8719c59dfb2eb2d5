import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, type UnitOfWork } from '@edda/event-store';
import { EddaError, newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import { MESSAGING_MIGRATIONS, type BrokerRecord, type Delivery } from '../src/index.js';
import type { SubscriptionRunner } from '../src/subscriptions/subscription-runner.js';
import { LetterRead, LetterRefused, LetterSent, PrintLetter } from './support/letters.js';
import { ManualBroker } from './support/manual-broker.js';
import { startReader, type ReaderOptions } from './support/reader.js';
import { beginStreams, idOf, letter, recordOf, without } from './support/records.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let dataSource: DataSource;
let broker: ManualBroker;
let readers: SubscriptionRunner[];
let name: string;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, {
    label: 'subscriptions',
    migrations: [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS],
  });
  dataSource = database.dataSource;
  await dataSource.query('create table read_letters (id int generated always as identity, text text not null)');
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(() => {
  beginStreams();
  broker = new ManualBroker();
  readers = [];
  name = newId();
});

afterEach(async () => {
  await Promise.all(readers.map((reader) => reader.stop(5000)));
  await dataSource.query('truncate read_letters');
});

/** Starts a subscription with this handler; every call in one test is another instance of the same one. */
async function read(
  handle: ReaderOptions['handle'],
  options: Partial<Pick<ReaderOptions, 'payload' | 'rejection'>> = {},
): Promise<void> {
  readers.push(await startReader({ dataSource, broker, name, handle, ...options }));
}

/** Writes down, in the unit of work, what was read. */
async function keep({ data }: Delivery, unitOfWork: UnitOfWork): Promise<void> {
  const manager = await unitOfWork.manager();
  await manager.query('insert into read_letters (text) values ($1)', [(data as LetterSent).text]);
}

async function kept(): Promise<string[]> {
  const rows = await dataSource.query<{ text: string }[]>('select text from read_letters order by id');
  return rows.map(({ text }) => text);
}

interface Parked {
  message_id: string;
  status: string;
  attempts: number;
  error_code: string | null;
}

function parked(): Promise<Parked[]> {
  return dataSource.query<Parked[]>(
    'select message_id, status, attempts, error_code from parked_messages where subscription = $1 order by id',
    [`learning.${name}`],
  );
}

async function isMarked(record: BrokerRecord): Promise<boolean> {
  const sequence = record.headers['ce_sequence'];
  const rows = await dataSource.query<unknown[]>(
    sequence === undefined
      ? 'select 1 from inbox where subscription = $1 and message_id = $2'
      : `select 1 from subscription_keys where subscription = $1 and key like '% ' || $2 and last_sequence >= $3`,
    [`learning.${name}`, ...(sequence === undefined ? [idOf(record)] : [record.key, sequence])],
  );
  return rows.length > 0;
}

/** Lets parked messages be tried again at the next look, instead of after their back-off. */
async function hurry(): Promise<void> {
  await dataSource.query(`update parked_messages set next_attempt_at = now() - interval '1 minute'`);
  await dataSource.query(`update subscription_keys set due_at = now() where due_at is not null`);
  for (const reader of readers) reader.wake();
}

const temporary = (): Error => new Error('The printer is out of paper.');
const final = (): EddaError => new EddaError('conflict', 'LETTER.UNREADABLE', 'Nobody can read this letter.');

describe('A message', () => {
  it('changes what its handler writes and is marked as handled in one transaction', async () => {
    const record = letter('a', 'dear');
    await read(async (delivery, unitOfWork) => {
      await keep(delivery, unitOfWork);
      expect(await isMarked(record)).toBe(false);
    });
    await broker.hand([record]);
    expect(await kept()).toEqual(['dear']);
    expect(await isMarked(record)).toBe(true);
  });

  it('leaves nothing of an attempt that failed, and is tried again', async () => {
    let attempts = 0;
    await read(async (delivery, unitOfWork) => {
      await keep(delivery, unitOfWork);
      if (++attempts < 3) throw temporary();
    });
    await broker.hand([letter('a', 'dear')]);
    expect(attempts).toBe(3);
    expect(await kept()).toEqual(['dear']);
    expect(await parked()).toEqual([]);
  });

  it('changes nothing when it is delivered again', async () => {
    let handled = 0;
    await read(async (delivery, unitOfWork) => {
      handled++;
      await keep(delivery, unitOfWork);
    });
    const records = [letter('a', '1'), letter('a', '2')];
    await broker.hand(records);
    await broker.hand(records);
    expect(handled).toBe(2);
    expect(await kept()).toEqual(['1', '2']);
  });

  it('changes nothing when it was published twice, also within one batch', async () => {
    await read(keep);
    const record = letter('a', 'once');
    const again = { ...record, offset: record.offset + 1000 };
    await broker.hand([record, again]);
    await broker.hand([again]);
    expect(await kept()).toEqual(['once']);
  });

  it('is handled once when two instances have it at the same time', async () => {
    let begun = 0;
    const handle: ReaderOptions['handle'] = async (delivery, unitOfWork) => {
      begun++;
      await eventually(() => expect(begun).toBe(2));
      await keep(delivery, unitOfWork);
    };
    await read(handle);
    await read(handle);
    const record = letter('a', 'once');
    await Promise.all([broker.hand([record], undefined, 0), broker.hand([record], undefined, 1)]);
    expect(await kept()).toEqual(['once']);
  });

  it('is not held against its key when an instance fails over what the other has already done', async () => {
    const record = letter('a', 'once');
    let begun = 0;
    const afterTheOther: ReaderOptions['handle'] = async () => {
      begun++;
      await eventually(async () => expect(await isMarked(record)).toBe(true));
      throw final();
    };
    await read(afterTheOther);
    await read(async (delivery, unitOfWork) => {
      await eventually(() => expect(begun).toBe(1));
      await keep(delivery, unitOfWork);
    });
    await Promise.all([broker.hand([record], undefined, 0), broker.hand([record], undefined, 1)]);
    expect(await kept()).toEqual(['once']);
    expect(await parked()).toEqual([]);
  });

  it('is tried again when its handler appended to a stream that changed meanwhile', async () => {
    const stream = { tenantId: 'acme', streamId: `reading-${newId()}`, category: 'reading' };
    let attempts = 0;
    await read(async (_delivery, unitOfWork) => {
      const version = attempts++;
      unitOfWork.append(stream, [message(LetterRead, { text: 'mine' })], version);
      if (version === 0) {
        await unitOfWork.run(async () => unitOfWork.append(stream, [message(LetterRead, { text: 'faster' })], 'none'));
      }
    });
    await broker.hand([letter('a', 'dear')]);
    expect(attempts).toBe(2);
    const rows = await dataSource.query('select data from events where stream_id = $1 order by version', [
      stream.streamId,
    ]);
    expect(rows).toEqual([{ data: { text: 'faster' } }, { data: { text: 'mine' } }]);
  });

  it('is handled once when the database goes away in the middle of it', async () => {
    let attempts = 0;
    await read(async (delivery, unitOfWork) => {
      await keep(delivery, unitOfWork);
      if (++attempts === 1) await database.breakConnections();
    });
    const record = letter('a', 'dear');
    // As a driver does: a batch that was rejected comes again.
    await eventually(() => broker.hand([record]));
    await eventually(async () => expect(await kept()).toEqual(['dear']));
    expect(await isMarked(record)).toBe(true);
  });

  it('that nobody asked for is passed over', async () => {
    await read(keep);
    await broker.hand([letter('a', 'other', { ce_type: 'SomethingElse' }), letter('a', 'mine')]);
    expect(await kept()).toEqual(['mine']);
  });
});

describe('What a handler emits', () => {
  it('has the same ids at every attempt', async () => {
    const ids: string[][] = [];
    await read(async (_delivery, unitOfWork) => {
      const stream = { tenantId: 'acme', streamId: `reading-${newId()}`, category: 'reading' };
      const events = [message(LetterRead, { text: '1' }), message(LetterRead, { text: '2' })];
      const appended = unitOfWork.append(stream, events, 'none').map(({ id }) => id);
      ids.push([...appended, unitOfWork.send(message(PrintLetter, { text: '3' }), { key: 'printer' })]);
      if (ids.length < 3) throw temporary();
    });
    await broker.hand([letter('a', 'dear')]);
    expect(ids).toHaveLength(3);
    expect(new Set(ids[0]).size).toBe(3);
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
  });

  it('has ids of its own in every subscription', async () => {
    const record = letter('a', 'dear');
    const ids: string[] = [];
    const handle: ReaderOptions['handle'] = async (_delivery, unitOfWork) => {
      ids.push(unitOfWork.send(message(PrintLetter, { text: '3' }), { key: 'printer' }));
    };
    await read(handle);
    name = newId();
    await read(handle);
    await Promise.all([broker.hand([record], undefined, 0), broker.hand([record], undefined, 1)]);
    expect(new Set(ids).size).toBe(2);
  });

  it('does not clash with what an earlier attempt has committed by itself', async () => {
    const own = { tenantId: 'acme', streamId: `reading-${newId()}`, category: 'reading' };
    let attempts = 0;
    await read(async (_delivery, unitOfWork) => {
      attempts++;
      if (attempts === 1) {
        await unitOfWork.run(async () => unitOfWork.append(own, [message(LetterRead, { text: 'begun' })], 'none'));
        throw temporary();
      }
      unitOfWork.append(own, [message(LetterRead, { text: 'done' })], 1);
    });
    await broker.hand([letter('a', 'dear')]);
    expect(attempts).toBe(2);
    const rows = await dataSource.query('select data from events where stream_id = $1 order by version', [
      own.streamId,
    ]);
    expect(rows).toEqual([{ data: { text: 'begun' } }, { data: { text: 'done' } }]);
  });

  it('names its cause and belongs to the same correlation, tenant and user', async () => {
    const record = letter('a', 'dear');
    const streamId = `reading-${newId()}`;
    await read(async ({ tenantId }, unitOfWork) => {
      unitOfWork.append({ tenantId, streamId, category: 'reading' }, [message(LetterRead, { text: '1' })], 'none');
    });
    await broker.hand([record]);
    const [row] = await dataSource.query<{ tenant_id: string; metadata: object }[]>(
      'select tenant_id, metadata from events where stream_id = $1',
      [streamId],
    );
    expect(row).toEqual({
      tenant_id: 'acme',
      metadata: {
        correlationId: record.headers['ce_correlationid'],
        causationId: idOf(record),
        userId: 'ann',
        traceparent: null,
        source: 'learning',
      },
    });
  });
});

describe('A message that keeps failing', () => {
  it('holds back its own key and no other, and its key goes on in order when it succeeds', async () => {
    let paper = false;
    await read(async (delivery, unitOfWork) => {
      if (delivery.streamId === 'a' && !paper) throw temporary();
      await keep(delivery, unitOfWork);
    });
    await broker.hand([letter('a', 'a1'), letter('b', 'b1'), letter('a', 'a2'), letter('b', 'b2')]);
    expect(await kept()).toEqual(['b1', 'b2']);
    await broker.hand([letter('a', 'a3'), letter('b', 'b3')]);
    expect(await kept()).toEqual(['b1', 'b2', 'b3']);
    expect((await parked()).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['retrying', 3],
      ['waiting', 0],
      ['waiting', 0],
    ]);
    paper = true;
    await hurry();
    await eventually(async () => expect(await parked()).toEqual([]));
    await broker.hand([letter('a', 'a4')]);
    expect(await kept()).toEqual(['b1', 'b2', 'b3', 'a1', 'a2', 'a3', 'a4']);
  });

  it('keeps the order of its key through failures at every place', async () => {
    const failures = new Map<string, number>();
    await read(async (delivery, unitOfWork) => {
      const { text } = delivery.data as LetterSent;
      const left = (failures.get(text) ?? Number(text.slice(1)) % 3 === 1) ? (failures.get(text) ?? 4) : 0;
      failures.set(text, left - 1);
      if (left > 0) throw temporary();
      await keep(delivery, unitOfWork);
    });
    const texts = (key: string): string[] => Array.from({ length: 6 }, (_, index) => `${key}${index}`);
    for (const half of [0, 3]) {
      const batch = [0, 1, 2].flatMap((index) => ['a', 'b', 'c'].map((key) => letter(key, `${key}${half + index}`)));
      await broker.hand(batch);
    }
    await eventually(async () => {
      await hurry();
      expect(await kept()).toHaveLength(18);
    });
    const all = await kept();
    for (const key of ['a', 'b', 'c']) expect(all.filter((text) => text.startsWith(key))).toEqual(texts(key));
  });

  it('is tried again by one instance, not by all', async () => {
    let attempts = 0;
    const handle: ReaderOptions['handle'] = async () => {
      if (++attempts <= 3) throw temporary();
      // Long enough for the other instance to look for parked messages meanwhile.
      await delay(1500);
    };
    await read(handle);
    await read(handle);
    await broker.hand([letter('a', 'dear')]);
    await eventually(async () => expect(await parked()).toEqual([]));
    expect(attempts).toBe(4);
  });

  it('is not parked by an instance that has lost the partition', async () => {
    const lost = new AbortController();
    await read(async () => {
      lost.abort();
      throw temporary();
    });
    await expect(broker.hand([letter('a', '1'), letter('a', '2')], lost.signal)).rejects.toThrow(
      'The partition was taken away before all was finished.',
    );
    expect(await parked()).toEqual([]);
  });
});

describe('A message that can never be handled', () => {
  it('is put aside for good and holds its key, while other keys go on', async () => {
    let attempts = 0;
    await read(async (delivery, unitOfWork) => {
      if ((delivery.data as LetterSent).text === 'bad') {
        attempts++;
        throw final();
      }
      await keep(delivery, unitOfWork);
    });
    await broker.hand([letter('a', 'a1'), letter('a', 'bad'), letter('a', 'a3'), letter('b', 'b1')]);
    expect((await kept()).sort()).toEqual(['a1', 'b1']);
    expect((await parked()).map(({ status, error_code }) => [status, error_code])).toEqual([
      ['dead', 'LETTER.UNREADABLE'],
      ['waiting', null],
    ]);
    await hurry();
    await broker.hand([letter('a', 'a4')]);
    expect((await parked()).map(({ status }) => status)).toEqual(['dead', 'waiting', 'waiting']);
    expect(attempts).toBe(1);
  });

  it('is one whose data does not fit its schema', async () => {
    await read(keep);
    await broker.hand([recordOf(LetterSent, { text: 7 as unknown as string })]);
    expect(await parked()).toMatchObject([{ status: 'dead', error_code: 'MESSAGE.INVALID' }]);
  });

  it.each(['ce_id', 'ce_kind', 'ce_tenantid', 'ce_correlationid', 'ce_time'])(
    'is one without the header %s, and does not stop its partition',
    async (header) => {
      await read(keep);
      await broker.hand([without(letter('a', 'broken'), header), letter('b', 'whole')]);
      expect(await kept()).toEqual(['whole']);
      expect(await parked()).toMatchObject([{ status: 'dead', error_code: 'MESSAGE.MALFORMED' }]);
    },
  );

  it('is one whose id is no UUID, and does not stop its partition', async () => {
    await read(keep);
    await broker.hand([letter('a', 'broken', { ce_id: 'letter-1' }), letter('b', 'whole')]);
    expect(await kept()).toEqual(['whole']);
    expect(await parked()).toMatchObject([{ message_id: 'letter-1', status: 'dead', error_code: 'MESSAGE.MALFORMED' }]);
  });

  it('is one whose value is no JSON', async () => {
    await read(keep);
    await broker.hand([{ ...letter('a', 'broken'), value: '{"text":' }, letter('b', 'whole')]);
    expect(await kept()).toEqual(['whole']);
    expect(await parked()).toMatchObject([{ status: 'dead', error_code: 'MESSAGE.MALFORMED' }]);
  });
});

describe('A message of another schema version', () => {
  it('is handled when only the minor version is newer', async () => {
    await read(keep);
    await broker.hand([letter('a', 'newer', { ce_schemaversion: '1.7.0' })]);
    expect(await kept()).toEqual(['newer']);
  });

  it('waits for a newer build when the major version is newer, and is never given up', async () => {
    await read(keep);
    const record = letter('a', 'newest', { ce_schemaversion: '2.0.0' });
    await broker.hand([record, letter('a', 'behind it'), letter('b', 'other')]);
    expect(await kept()).toEqual(['other']);
    expect(await parked()).toMatchObject([
      { message_id: idOf(record), status: 'retrying', error_code: 'MESSAGE.UNKNOWN_VERSION' },
      { status: 'waiting' },
    ]);
    await dataSource.query(`update parked_messages set attempts = 1000 where message_id = $1`, [idOf(record)]);
    await hurry();
    await eventually(async () => expect(await parked()).toMatchObject([{ attempts: 1001, status: 'retrying' }, {}]));
  });

  it('waits also where everything is wanted, while types nobody has heard of pass as they are', async () => {
    await read(keep, { payload: null });
    await broker.hand([
      letter('a', 'unheard', { ce_type: 'SomethingNew', ce_schemaversion: '7.0.0' }),
      letter('b', 'newer', { ce_type: 'ContentUploaded', ce_schemaversion: '1.9.0' }),
      letter('c', 'newest', { ce_type: 'ContentUploaded', ce_schemaversion: '2.0.0' }),
    ]);
    expect((await kept()).sort()).toEqual(['newer', 'unheard']);
    expect(await parked()).toMatchObject([{ status: 'retrying', error_code: 'MESSAGE.UNKNOWN_VERSION' }]);
  });

  it('is given up after many attempts when the failure is a defect', async () => {
    await read(async () => {
      throw temporary();
    });
    await broker.hand([letter('a', 'dear')]);
    await dataSource.query(`update parked_messages set attempts = 24 where subscription = $1`, [`learning.${name}`]);
    await hurry();
    await eventually(async () => expect(await parked()).toMatchObject([{ attempts: 25, status: 'dead' }]));
  });
});

describe('A command', () => {
  const refusing: ReaderOptions['handle'] = async (delivery, unitOfWork) => {
    await keep(delivery, unitOfWork);
    unitOfWork.send(message(PrintLetter, { text: 'never' }), { key: 'printer' });
    if ((delivery.data as PrintLetter).text === 'bad') throw final();
  };
  const options = { payload: PrintLetter, rejection: LetterRefused };

  async function replies(): Promise<{ stream_id: string; topic: string; data: LetterRefused }[]> {
    return dataSource.query(`select stream_id, topic, data from events where type = 'LetterRefused'`);
  }

  beforeEach(async () => {
    await dataSource.query(`delete from events where type = 'LetterRefused'`);
  });

  it('that is refused is answered once, however often it is delivered, and what it did is undone', async () => {
    await read(refusing, options);
    const command = recordOf(PrintLetter, { text: 'bad' }, { streamId: 'printer-1' });
    await broker.hand([command]);
    await broker.hand([command]);
    await broker.hand([{ ...command, offset: command.offset + 1000 }]);
    expect(await replies()).toEqual([
      {
        stream_id: 'printer-1',
        topic: 'content_replies',
        data: {
          commandId: idOf(command),
          commandType: 'PrintLetter',
          code: 'LETTER.UNREADABLE',
          detail: 'Nobody can read this letter.',
        },
      },
    ]);
    expect(await kept()).toEqual([]);
    expect(await isMarked(command)).toBe(true);
    expect(await dataSource.query(`select 1 from events where data ->> 'text' = 'never'`)).toEqual([]);
  });

  it('that is refused does not hold back the next one of its key', async () => {
    await read(refusing, options);
    await broker.hand([
      recordOf(PrintLetter, { text: 'bad' }, { streamId: 'printer-1' }),
      recordOf(PrintLetter, { text: 'good' }, { streamId: 'printer-1' }),
    ]);
    expect(await kept()).toEqual(['good']);
    expect(await parked()).toEqual([]);
  });

  it('is refused once when two instances refuse it at the same time', async () => {
    let begun = 0;
    const together: ReaderOptions['handle'] = async () => {
      begun++;
      await eventually(() => expect(begun).toBe(2));
      throw final();
    };
    await read(together, options);
    await read(together, options);
    const command = recordOf(PrintLetter, { text: 'bad' });
    await Promise.all([broker.hand([command], undefined, 0), broker.hand([command], undefined, 1)]);
    expect(await replies()).toHaveLength(1);
    expect(await parked()).toEqual([]);
  });

  it('whose data does not fit its schema is refused', async () => {
    await read(refusing, options);
    await broker.hand([recordOf(PrintLetter, { text: 7 as unknown as string })]);
    expect(await replies()).toMatchObject([{ data: { code: 'MESSAGE.INVALID' } }]);
  });

  it('is not refused over a failure that may pass', async () => {
    let attempts = 0;
    await read(async () => {
      attempts++;
      if (attempts === 1) throw new EddaError('unavailable', 'PRINTER.BUSY', 'The printer is busy.');
    }, options);
    await broker.hand([recordOf(PrintLetter, { text: 'good' })]);
    expect(attempts).toBe(2);
    expect(await replies()).toEqual([]);
  });

  it('is refused when it is tried again, too', async () => {
    let paper = false;
    await read(async () => {
      if (!paper) throw temporary();
      throw final();
    }, options);
    await broker.hand([recordOf(PrintLetter, { text: 'bad' })]);
    paper = true;
    await hurry();
    await eventually(async () => expect(await parked()).toEqual([]));
    expect(await replies()).toHaveLength(1);
  });
});

describe('A subscription that stops', () => {
  it('waits for a parked message that is being tried, and begins no other', async () => {
    let isSlow = false;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let attempts = 0;
    await read(async () => {
      if (!isSlow) throw temporary();
      attempts++;
      await finished;
    });
    await broker.hand([letter('a', '1'), letter('a', '2')]);
    isSlow = true;
    await hurry();
    await eventually(() => expect(attempts).toBe(1));
    const stopping = readers[0]?.stop(30_000);
    finish();
    await stopping;
    expect(attempts).toBe(1);
    expect(await parked()).toHaveLength(1);
  });

  it('does not wait beyond its deadline', async () => {
    let isStuck = false;
    let attempts = 0;
    await read(async () => {
      if (!isStuck) throw temporary();
      attempts++;
      await new Promise(() => undefined);
    });
    await broker.hand([letter('a', '1')]);
    isStuck = true;
    await hurry();
    await eventually(() => expect(attempts).toBe(1));
    await readers.pop()?.stop(10);
  });
});
