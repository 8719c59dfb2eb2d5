import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, UnitOfWork } from '@edda/event-store';
import { currentContext, EddaError, newId, runInContext } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  Controller,
  Injectable,
  UseInterceptors,
  UsePipes,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import {
  DeliveryContext,
  EmbeddedBroker,
  MESSAGING_MIGRATIONS,
  Receive,
  Subscribe,
  SubscribeToAll,
} from '../src/index.js';
import { LetterRead, LetterRefused, LetterSent, PrintLetter } from './support/letters.js';
import { startService, type Service } from './support/service.js';

const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
const quiet = { log() {}, warn() {}, error() {} };

@Injectable()
class Capitals implements PipeTransform {
  transform(value: unknown): unknown {
    if (!(value instanceof LetterSent)) return value;
    return Object.assign(new LetterSent(), { text: value.text.toUpperCase() });
  }
}

@Injectable()
class Counting implements NestInterceptor {
  static calls = 0;

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    Counting.calls++;
    return next.handle();
  }
}

interface Seen {
  handler: string;
  text: string;
  service: string | undefined;
  correlationId: string | undefined;
}

const seen: Seen[] = [];
let isBroken = true;

function see(handler: string, text: string): void {
  const { service, correlationId } = currentContext() ?? {};
  seen.push({ handler, text, service, correlationId });
}

@Controller()
class LettersController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Subscribe(LetterSent, 'read-letter')
  @UseInterceptors(Counting)
  @UsePipes(Capitals)
  async read(@Payload() letter: LetterSent, @Ctx() { delivery }: DeliveryContext): Promise<void> {
    see('read-letter', letter.text);
    const stream = { tenantId: delivery.tenantId, streamId: `reading-${delivery.streamId}`, category: 'reading' };
    this.unitOfWork.append(stream, [message(LetterRead, { text: letter.text })], 'any');
  }

  @Subscribe(LetterSent, 'file-letter')
  async file(letter: LetterSent): Promise<void> {
    if (isBroken && letter.text === 'heavy') throw new Error('The drawer is stuck.');
    see('file-letter', letter.text);
  }

  @Receive(PrintLetter, 'print-letter', { rejection: LetterRefused })
  async print({ text }: PrintLetter): Promise<void> {
    if (text === 'bad') throw new EddaError('invalid', 'LETTER.TOO_LONG', 'It does not fit on the page.');
    see('print-letter', text);
  }
}

@Controller()
class StoryController {
  @SubscribeToAll(['learning'], 'follow-learning')
  async follow(@Payload() _data: unknown, @Ctx() { delivery }: DeliveryContext): Promise<void> {
    see('follow-learning', `${delivery.type} by ${delivery.source}`);
  }
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let brokerUrl: string;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'learning', migrations });
  brokerUrl = await postgres.database('broker');
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

/** The service `learning` with these controllers, over the embedded broker. */
function startLearning(...controllers: Type<unknown>[]): Promise<Service> {
  const broker = new EmbeddedBroker({ url: brokerUrl, logger: quiet });
  return startService({ dataSource: database.dataSource, broker, controllers });
}

describe('Controllers over the subscription server', () => {
  let service: Service;
  const correlationId = newId();

  beforeAll(async () => {
    service = await startLearning(LettersController, StoryController);
    const context = { service: 'content', tenantId: 'acme', userId: 'ann', causationId: null, traceparent: null };
    const { unitOfWork } = service;
    await runInContext({ ...context, correlationId }, () =>
      unitOfWork.run(async () => {
        for (const text of ['light', 'heavy']) {
          const streamId = `letter-${text}`;
          unitOfWork.append(
            { tenantId: 'acme', streamId, category: 'letter' },
            [message(LetterSent, { text })],
            'none',
          );
        }
        unitOfWork.send(message(PrintLetter, { text: 'good' }), { key: 'printer' });
        unitOfWork.send(message(PrintLetter, { text: 'bad' }), { key: 'printer' });
      }),
    );
  });

  afterAll(() => service.close());

  const textsOf = (handler: string): string[] =>
    seen.filter((entry) => entry.handler === handler).map(({ text }) => text);

  it('receive events as instances of their class, through pipes and interceptors', async () => {
    await eventually(() => expect(textsOf('read-letter').sort()).toEqual(['HEAVY', 'LIGHT']));
    expect(Counting.calls).toBe(2);
  });

  it('each have a subscription of their own to the same event', async () => {
    await eventually(() => expect(textsOf('file-letter')).toEqual(['light']));
    isBroken = false;
    await eventually(() => expect(textsOf('file-letter')).toEqual(['light', 'heavy']));
    expect(textsOf('read-letter')).toHaveLength(2);
  });

  it('receive commands, and refuse them with the reason they gave', async () => {
    await eventually(() => expect(textsOf('print-letter')).toEqual(['good']));
    const refusals = await eventually(async () => {
      const rows = await database.dataSource.query<{ data: LetterRefused }[]>(
        `select data from events where type = 'LetterRefused'`,
      );
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(refusals).toMatchObject([{ data: { code: 'LETTER.TOO_LONG', detail: 'It does not fit on the page.' } }]);
  });

  it('receive every event of a context, also what their own handlers have appended', async () => {
    await eventually(() =>
      expect(textsOf('follow-learning')).toEqual(['LetterRead by learning', 'LetterRead by learning']),
    );
  });

  it('run in the context of what they handle', async () => {
    for (const entry of seen) expect(entry).toMatchObject({ service: 'learning', correlationId });
  });

  it('append once what they emit', async () => {
    const rows = await database.dataSource.query<{ data: LetterRead }[]>(
      `select data from events where type = 'LetterRead' order by position`,
    );
    expect(rows.map(({ data }) => data.text).sort()).toEqual(['HEAVY', 'LIGHT']);
  });
});

describe('A service does not start', () => {
  it('when two handlers have one name', async () => {
    @Controller()
    class Twins {
      @Subscribe(LetterSent, 'twin')
      async one(): Promise<void> {}

      @Receive(PrintLetter, 'twin')
      async two(): Promise<void> {}
    }
    await expect(startLearning(Twins)).rejects.toThrow(
      `Two handlers are called "twin": a subscription's name is its own`,
    );
  });

  it('when a pattern is no type of message', async () => {
    @Controller()
    class Stranger {
      @EventPattern<string>('letters.*')
      async read(): Promise<void> {}
    }
    await expect(startLearning(Stranger)).rejects.toThrow('There is no message of the type "letters.*"');
  });

  it('when the schema of what it listens to does not name it', async () => {
    @Controller()
    class Eavesdropper {
      @Receive(LetterRefused, 'eavesdrop')
      async read(): Promise<void> {}

      @SubscribeToAll(['research-workflow'], 'eavesdrop-on-all')
      async all(): Promise<void> {}
    }
    await expect(startLearning(Eavesdropper)).rejects.toThrow(
      /^Subscription learning.eavesdrop.*does not name learning/,
    );
  });
});
