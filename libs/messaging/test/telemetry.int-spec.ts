import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { currentContext, EddaError, newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { MESSAGING_MIGRATIONS, type MessagingTracer, type ProcessAttempt } from '../src/index.js';
import type { SubscriptionRunner } from '../src/subscriptions/subscription-runner.js';
import { countingMetrics, keepingLogger } from './support/counting.js';
import { LetterRead } from './support/letters.js';
import { ManualBroker } from './support/manual-broker.js';
import { startReader, type ReaderOptions } from './support/reader.js';
import { beginStreams, inOrder, letter } from './support/records.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let broker: ManualBroker;
let name: string;
let readers: SubscriptionRunner[];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'telemetry', migrations });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(() => {
  beginStreams();
  broker = new ManualBroker();
  name = newId();
  readers = [];
});

afterEach(() => Promise.all(readers.map((reader) => reader.stop(5000))));

/** A subscription whose metrics, log and attempts are kept. */
async function watched(handle: ReaderOptions['handle'], policy: ReaderOptions['policy'] = {}) {
  const counted = countingMetrics();
  const logged = keepingLogger();
  const attempts: ProcessAttempt[] = [];
  const tracer: MessagingTracer = {
    publish: (records, send) => send(records),
    process: (attempt, work) => {
      attempts.push(attempt);
      return work(`span-${attempts.length}`);
    },
  };
  const runner = { metrics: counted.metrics, logger: logged.logger, tracer };
  const { dataSource } = database;
  readers.push(await startReader({ dataSource, broker, name, handle, policy, runner }));
  return { counts: counted.lines, lines: logged.lines, attempts };
}

const quick = { retry: { attempts: 3, initialMs: 1, jitter: 0 } } as const;

describe('A message that fails', () => {
  it('is counted and logged at every attempt, with its correlation id, until it is a dead letter', async () => {
    const { counts, lines, attempts } = await watched(async () => {
      throw new Error('No ink.');
    }, quick);
    const record = letter('letter-1', 'Hello');
    await broker.hand([record]);
    await eventually(async () => expect(counts).toContain('dead LetterSent INTERNAL'));
    expect(counts).toEqual([
      'consumed LetterSent',
      'attempted LetterSent failed',
      'failed LetterSent INTERNAL',
      'retried LetterSent',
      'attempted LetterSent failed',
      'failed LetterSent INTERNAL',
      'retried LetterSent',
      'attempted LetterSent failed',
      'failed LetterSent INTERNAL',
      'dead LetterSent INTERNAL',
    ]);
    const ofMessage = lines.filter(({ fields }) => fields['messageId'] === record.headers['ce_id']);
    expect(ofMessage.map(({ level }) => level)).toEqual(['warn', 'warn', 'error']);
    for (const { fields } of ofMessage) {
      expect(fields).toMatchObject({
        subscription: `learning.${name}`,
        type: 'LetterSent',
        correlationId: record.headers['ce_correlationid'],
        code: 'INTERNAL',
      });
    }
    expect(attempts.map(({ attempt, group }) => `${group} ${attempt}`)).toEqual(
      [1, 2, 3].map((attempt) => `learning.${name} ${attempt}`),
    );
  });

  it('and what waits behind it are counted as parked', async () => {
    let isBroken = true;
    const { counts } = await watched(async ({ data }) => {
      if (isBroken && (data as { text: string }).text === 'first') {
        throw new EddaError('unavailable', 'PRINTER.OFF', 'The printer is off.');
      }
    }, quick);
    const records = [letter('letter-2', 'first'), letter('letter-2', 'second')];
    await broker.hand(records);
    expect(counts).toEqual(expect.arrayContaining(['parked LetterSent retrying', 'parked LetterSent waiting']));
    isBroken = false;
    await eventually(async () =>
      expect(counts.filter((line) => line === 'attempted LetterSent handled')).toHaveLength(2),
    );
    expect(counts).not.toContain('dead LetterSent PRINTER.OFF');
  });
});

describe('A message that is handled', () => {
  it('is counted once, and its repetition as one', async () => {
    const { counts } = await watched(async () => undefined);
    const record = letter('letter-3', 'Hello');
    await broker.hand(inOrder(record, record));
    expect(counts).toEqual(
      expect.arrayContaining(['consumed LetterSent', 'attempted LetterSent handled', 'duplicate LetterSent']),
    );
    expect(counts.filter((line) => line.startsWith('attempted'))).toHaveLength(1);
  });

  it('passes the context of its span on to what its handler does', async () => {
    const seen: unknown[] = [];
    await watched(async ({ streamId }, unitOfWork) => {
      seen.push(currentContext()?.traceparent);
      const stream = { tenantId: 'acme', streamId: `reading-${streamId}`, category: 'reading' };
      unitOfWork.append(stream, [message(LetterRead, { text: 'Hello' })], 'any');
    });
    await broker.hand([letter('letter-4', 'Hello')]);
    expect(seen).toEqual(['span-1']);
    const rows = await database.dataSource.query<{ traceparent: string }[]>(
      `select metadata->>'traceparent' as traceparent from events where stream_id = 'reading-letter-4'`,
    );
    expect(rows).toEqual([{ traceparent: 'span-1' }]);
  });
});
