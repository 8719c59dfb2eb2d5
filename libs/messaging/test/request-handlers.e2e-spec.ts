import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandSchema, message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { currentContext, EddaError, newId, runInContext } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, UsePipes, ValidationPipe, type Type } from '@nestjs/common';
import { MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import { IsString, MaxLength } from 'class-validator';
import { of, type Observable } from 'rxjs';
import { EmbeddedBroker, MESSAGING_MIGRATIONS, Requests } from '../src/index.js';
import { LetterSent, PrintLetter } from './support/letters.js';
import { startService, type Service } from './support/service.js';

const quiet = { log() {}, warn() {}, error() {} };
const description = 'For the specs of requests.';

@CommandSchema({ type: 'CountPages', version: '1.0.0', sender: 'content', receiver: 'learning', description })
class CountPages {
  @IsString()
  text!: string;
}

@CommandSchema({ type: 'FoldLetter', version: '1.0.0', sender: 'content', receiver: 'content', description })
class FoldLetter {}

class ShortText {
  @MaxLength(10)
  text!: string;
}

@Controller()
class PrinterController {
  @MessagePattern('CountPages')
  count(@Payload() request: CountPages): Observable<object> {
    if (request.text === 'torn') throw new EddaError('conflict', 'LETTER.TORN', 'It is torn.');
    if (request.text === 'wet') throw new RpcException('It is wet.');
    const { tenantId } = currentContext() ?? {};
    return of({ pages: request.text.length, tenantId, isInstance: request instanceof CountPages });
  }

  @MessagePattern('PrintLetter')
  @UsePipes(new ValidationPipe())
  async print(@Payload() { text }: ShortText): Promise<string> {
    return `printed: ${text}`;
  }
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let brokerUrl: string;
let service: Service;
let requests: Requests;
let asking: EmbeddedBroker;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'learning', migrations });
  brokerUrl = await postgres.database('broker');
  service = await startLearning(PrinterController);
  asking = new EmbeddedBroker({ url: brokerUrl, logger: quiet });
  requests = new Requests({ service: 'content', broker: asking });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await requests.close();
  await asking.close();
  await service.close();
  await database.close();
  await postgres.stop();
});

function startLearning(...controllers: Type<unknown>[]): Promise<Service> {
  const broker = new EmbeddedBroker({ url: brokerUrl, logger: quiet });
  return startService({ dataSource: database.dataSource, broker, controllers });
}

const context = {
  service: 'content',
  tenantId: 'acme',
  userId: null,
  correlationId: newId(),
  causationId: null,
  traceparent: null,
};
const ask = (payload: Parameters<typeof message>[0], data: object): Promise<unknown> =>
  runInContext(context, () => requests.request(message(payload, data), { timeoutMs: 10_000 }));

describe('A handler with @MessagePattern', () => {
  it('answers with what it returns, for the caller and with the class that was declared', async () => {
    expect(await ask(CountPages, { text: 'abc' })).toEqual({ pages: 3, tenantId: 'acme', isInstance: true });
    expect(await ask(PrintLetter, { text: 'short' })).toBe('printed: short');
  });

  it('answers with the error that it throws, with its kind and code', async () => {
    await expect(ask(CountPages, { text: 'torn' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'LETTER.TORN',
      message: 'It is torn.',
    });
    await expect(ask(CountPages, { text: 'wet' })).rejects.toMatchObject({
      code: 'REQUEST.REFUSED',
      message: 'It is wet.',
    });
  });

  it('answers with what its pipes refuse', async () => {
    await expect(ask(PrintLetter, { text: 'much too long for it' })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'HANDLER.INVALID',
      message: 'text must be shorter than or equal to 10 characters',
    });
  });

  it('is shown beside the subscriptions', () => {
    expect(service.server.statuses()).toMatchObject([
      { group: 'learning.requests', types: ['CountPages', 'PrintLetter'], phase: 'running', reason: null },
    ]);
  });
});

class TwoAnswers {
  @MessagePattern('CountPages')
  one(): void {}

  @MessagePattern('CountPages')
  two(): void {}
}

class AnswersEvents {
  @MessagePattern('LetterSent')
  one(): void {}
}

class AnswersForOthers {
  @MessagePattern('FoldLetter')
  one(): void {}
}

class AnswersByPolicy {
  @MessagePattern('CountPages', { concurrency: 2 })
  one(): void {}
}

describe('A service does not start', () => {
  it.each<[string, Type<unknown>, string]>([
    [
      'two handlers answer one request',
      TwoAnswers,
      'Two handlers answer CountPages: a request has one answer, remove one of them.',
    ],
    [
      'a handler answers an event',
      AnswersEvents,
      '@MessagePattern("LetterSent") can answer no event: a request is declared with @CommandSchema.',
    ],
    [
      'a handler answers what is asked of another service',
      AnswersForOthers,
      'The schema of FoldLetter names content as its receiver, not learning.',
    ],
    [
      'a handler of requests has a policy',
      AnswersByPolicy,
      '@MessagePattern("CountPages") takes no options; "concurrency" is for @EventPattern: leave it out.',
    ],
  ])('when %s', async (_, controller, sentence) => {
    expect([LetterSent, FoldLetter]).toBeDefined();
    Controller()(controller);
    await expect(startLearning(controller)).rejects.toThrow(sentence);
  });
});
