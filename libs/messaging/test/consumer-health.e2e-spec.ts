import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message, type Topic } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  EmbeddedBroker,
  MESSAGING_MIGRATIONS,
  NO_METRICS,
  type Consumer,
  type ConsumeOptions,
  type MessagingMetrics,
} from '../src/index.js';
import { brokerUnavailable, topicDrift } from './support/broker-failures.js';
import { LetterSent } from './support/letters.js';
import { startService, type Service } from './support/service.js';
import { TcpProxy } from './tcp-proxy.js';

const quiet = { log() {}, warn() {}, error() {} };
const read: string[] = [];

@Controller()
class LettersController {
  @EventPattern('LetterSent')
  async read(@Payload('text') text: string): Promise<void> {
    read.push(text);
  }
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let brokerUrl: string;
let service: Service | undefined;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, {
    label: 'learning',
    migrations: [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS],
  });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(async () => {
  brokerUrl = await postgres.database('broker');
});

afterEach(async () => {
  await service?.close();
  service = undefined;
});

async function send(text: string): Promise<void> {
  const { unitOfWork } = service!;
  await unitOfWork.run(async () => {
    const stream = { tenantId: 'acme', streamId: `letter-${newId()}`, category: 'letter' };
    unitOfWork.append(stream, [message(LetterSent, { text })], 'none');
  });
}

const phases = (): (string | null)[][] => service!.server.statuses().map(({ phase, reason }) => [phase, reason]);

describe('A service whose broker is away at its start', () => {
  it('starts, says what it waits for, and goes on when the broker comes', async () => {
    const proxy = await TcpProxy.to(brokerUrl);
    await proxy.down();
    const broker = new EmbeddedBroker({ url: proxy.through(brokerUrl), connectTimeoutMs: 500, logger: quiet });
    service = await startService({ dataSource: database.dataSource, broker, controllers: [LettersController] });
    await eventually(() =>
      expect(phases()).toEqual([['connecting', expect.stringMatching(/cannot be reached|does not answer/)]]),
    );
    await send('before the broker');
    await proxy.up();
    await eventually(() => expect(phases()).toEqual([['running', null]]));
    await eventually(() => expect(read).toContain('before the broker'));
    await service.close();
    service = undefined;
    await proxy.down();
  });

  it('closes while it still waits', async () => {
    const proxy = await TcpProxy.to(brokerUrl);
    await proxy.down();
    const broker = new EmbeddedBroker({ url: proxy.through(brokerUrl), connectTimeoutMs: 500, logger: quiet });
    service = await startService({ dataSource: database.dataSource, broker, controllers: [LettersController] });
    await service.close();
    service = undefined;
  });

  it('shows what is wrong with the broker that came, and goes on when that is mended', async () => {
    const answers: (Error | null)[] = [brokerUnavailable(), topicDrift()];
    class Drifted extends EmbeddedBroker {
      override async ensureTopics(topics: readonly Topic[]): Promise<void> {
        const answer = answers.shift();
        if (answer) {
          if (answers.length === 0) answers.push(answer);
          throw answer;
        }
        return super.ensureTopics(topics);
      }
    }
    const broker = new Drifted({ url: brokerUrl, logger: quiet });
    service = await startService({ dataSource: database.dataSource, broker, controllers: [LettersController] });
    await eventually(() => expect(phases()).toEqual([['connecting', topicDrift().message]]));
    answers.length = 0;
    answers.push(null);
    await eventually(() => expect(phases()).toEqual([['running', null]]));
  });
});

describe('A service does not start', () => {
  it('when its broker is there and wrong', async () => {
    class Drifted extends EmbeddedBroker {
      override ensureTopics(): Promise<void> {
        return Promise.reject(topicDrift());
      }
    }
    const broker = new Drifted({ url: brokerUrl, logger: quiet });
    await expect(
      startService({ dataSource: database.dataSource, broker, controllers: [LettersController] }),
    ).rejects.toThrow(topicDrift().message);
  });
});

describe('A consumer that is alive and does not consume', () => {
  /** Its first member takes records over and never does anything with them. */
  class Deaf extends EmbeddedBroker {
    calls = 0;

    override consume(options: ConsumeOptions): Promise<Consumer> {
      const isDeaf = this.calls++ === 0;
      const deaf: ConsumeOptions['open'] = ({ signal }) => ({
        take: () => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
        drain: () => Promise.resolve(),
      });
      return super.consume(isDeaf ? { ...options, open: deaf } : options);
    }
  }

  it('is shown as stuck, counted and started again, and then gets on', async () => {
    const counted: string[] = [];
    const metrics: MessagingMetrics = {
      ...NO_METRICS,
      restarted: (group, reason) => counted.push(`${group} ${reason}`),
    };
    const seen: string[] = [];
    const broker = new Deaf({ url: brokerUrl, logger: quiet });
    service = await startService({
      dataSource: database.dataSource,
      broker,
      controllers: [LettersController],
      server: {
        metrics,
        watchMs: 10,
        patienceMs: 200,
        logger: { debug() {}, info() {}, warn() {}, error: (text) => seen.push(text) },
      },
    });
    await send('unheard at first');
    await eventually(() => expect(read).toContain('unheard at first'));
    expect(counted[0]).toBe('learning.letter-sent stuck');
    expect(seen[0]).toBe('A consumer makes no progress; it is started again.');
    expect(broker.calls).toBeGreaterThan(1);
    await eventually(() => expect(phases()).toEqual([['running', null]]));
  });
});
