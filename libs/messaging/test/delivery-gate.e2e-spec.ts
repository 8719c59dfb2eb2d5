import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { EddaError, newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, type Type } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { EmbeddedBroker, MESSAGING_MIGRATIONS, type PolicyOptions, type SubscriptionStatus } from '../src/index.js';
import { LetterSent } from './support/letters.js';
import { startService, type Service } from './support/service.js';

const quiet = { log() {}, warn() {}, error() {} };
const MESSAGES = 20;

const printed: string[] = [];
let isPrinterAway = true;
let failures = 0;

@Controller()
class PrinterController {
  @EventPattern('LetterSent', {
    name: 'print',
    concurrency: 1,
    circuitBreaker: { failures: 3, openMs: 300 },
  } satisfies PolicyOptions & { name: string })
  async print(@Payload('text') text: string): Promise<void> {
    if (isPrinterAway) {
      failures++;
      throw new EddaError('unavailable', 'PRINTER.AWAY', 'The printer does not answer.');
    }
    printed.push(text);
  }
}

const posted: string[] = [];

@Controller()
class PostController {
  @EventPattern('LetterSent', { name: 'post', rateLimit: { messages: 5, perMs: 3_600_000 } })
  async post(@Payload('text') text: string): Promise<void> {
    posted.push(text);
  }
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let service: Service | undefined;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'learning', migrations });
}, POSTGRES_START_TIMEOUT_MS);

afterEach(async () => {
  await service?.close();
  service = undefined;
});

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

async function start(controller: Type<unknown>): Promise<EmbeddedBroker> {
  const broker = new EmbeddedBroker({ url: await postgres.database('broker'), logger: quiet });
  service = await startService({ dataSource: database.dataSource, broker, controllers: [controller] });
  const { unitOfWork } = service;
  await unitOfWork.run(async () => {
    for (let each = 0; each < MESSAGES; each++) {
      const stream = { tenantId: 'acme', streamId: `letter-${newId()}`, category: 'letter' };
      unitOfWork.append(stream, [message(LetterSent, { text: `letter ${each}` })], 'none');
    }
  });
  return broker;
}

const status = (): SubscriptionStatus | undefined => service?.server.statuses()[0];

async function putAside(): Promise<object[]> {
  return database.dataSource.query<object[]>(`select from dead_letters`);
}

describe('A subscription with a circuit breaker', () => {
  it('leaves what its handler needs alone while that is away, and loses nothing', async () => {
    await start(PrinterController);
    await eventually(() => expect(status()).toMatchObject({ phase: 'running', paused: 'circuit-breaker' }));
    isPrinterAway = false;
    await eventually(() => expect(new Set(printed).size).toBe(MESSAGES));
    expect(printed).toHaveLength(MESSAGES);
    expect(failures).toBeLessThan(MESSAGES);
    expect(status()).toMatchObject({ paused: null, gate: { breaker: 'closed' } });
    expect(await putAside()).toEqual([]);
  });
});

describe('A subscription with a rate limit', () => {
  it('hands no more over than it allows, leaves the others at the broker, and stops at once all the same', async () => {
    const broker = await start(PostController);
    await eventually(() => expect(status()).toMatchObject({ phase: 'running', paused: 'rate-limit' }));
    await eventually(async () => {
      const lag = await broker.lag('learning.post', ['content_events']);
      expect(lag.reduce((sum, partition) => sum + partition.lag, 0)).toBe(MESSAGES - 5);
    });
    expect(posted).toHaveLength(5);
    expect(await putAside()).toEqual([]);
    await service?.close();
    service = undefined;
    expect(posted).toHaveLength(5);
  });
});
