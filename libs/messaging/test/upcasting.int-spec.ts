import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventSchema } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { IsInt, IsString } from 'class-validator';
import { MESSAGING_MIGRATIONS, type Delivery } from '../src/index.js';
import type { SubscriptionRunner } from '../src/subscriptions/subscription-runner.js';
import { ManualBroker } from './support/manual-broker.js';
import { startReader } from './support/reader.js';
import { recordOf } from './support/records.js';

@EventSchema({
  type: 'ParcelWeighed',
  version: '3.1.0',
  sender: 'content',
  listeners: ['learning'],
  upcasters: {
    1: ({ weight }: { weight: number }) => ({ grams: weight * 1000 }),
    2: ({ grams }: { grams: number }) => ({ grams, scale: 'unknown' }),
  },
  description: 'For the specs of upcasting.',
})
class ParcelWeighed {
  @IsInt()
  grams!: number;

  @IsString()
  scale!: string;
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
const readers: SubscriptionRunner[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'upcasting', migrations });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

afterEach(() => Promise.all(readers.splice(0).map((reader) => reader.stop(5000))));

/** What a subscription makes of data that was published in a version. */
async function received(
  schemaVersion: string,
  data: object,
  payload: typeof ParcelWeighed | null,
): Promise<Delivery[]> {
  const broker = new ManualBroker();
  const deliveries: Delivery[] = [];
  const handle = async (delivery: Delivery): Promise<void> => void deliveries.push(delivery);
  readers.push(await startReader({ dataSource: database.dataSource, broker, name: newId(), handle, payload }));
  await broker.hand([recordOf(ParcelWeighed, data as ParcelWeighed, { headers: { ce_schemaversion: schemaVersion } })]);
  return deliveries;
}

async function parkedCodes(): Promise<string[]> {
  const rows = await database.dataSource.query<{ error_code: string }[]>('select error_code from parked_messages');
  return rows.map((row) => row.error_code);
}

describe('A message that was published in an older major', () => {
  it.each<[string, object]>([
    ['1.0.0', { weight: 2 }],
    ['2.5.0', { grams: 2000 }],
    ['3.0.0', { grams: 2000, scale: 'unknown' }],
  ])('reaches its handler as the version the handler knows (%s)', async (version, data) => {
    const [delivery] = await received(version, data, ParcelWeighed);
    expect(delivery?.data).toBeInstanceOf(ParcelWeighed);
    expect(delivery?.data).toEqual({ grams: 2000, scale: 'unknown' });
  });

  it('is upcast also where everything is wanted', async () => {
    const [delivery] = await received('1.0.0', { weight: 2 }, null);
    expect(delivery).toMatchObject({ data: { grams: 2000, scale: 'unknown' }, schemaVersion: '3.1.0' });
  });

  it('is checked against the rules of the version it became', async () => {
    expect(await received('1.0.0', { weight: 'heavy' }, ParcelWeighed)).toEqual([]);
    expect(await parkedCodes()).toContain('MESSAGE.INVALID');
  });
});
