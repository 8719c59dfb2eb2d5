import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, EventStoreModule, ReactsTo, UnitOfWork } from '@edda/event-store';
import { contextOrNew, EddaError, newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Global, Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { CommandHandler, CqrsModule, ofType, Saga, type ICommand, type ICommandHandler } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { map, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { DeadLetters, MESSAGING_MIGRATIONS, MessagingModule } from '../src/index.js';
import { LetterSent } from './support/letters.js';

const SUBSCRIPTION = 'office.Clerk.answer';

class Answer {
  constructor(readonly text: string) {}
}

/** What goes wrong: by its text, a letter is refused for good, or fails for so many times. */
const refused = new Set<string>();
const failing = new Map<string, number>();

@CommandHandler(Answer)
class AnswerHandler implements ICommandHandler<Answer> {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async execute({ text }: Answer): Promise<void> {
    const { tenantId, causationId } = contextOrNew();
    const manager = await this.unitOfWork.manager();
    await manager.query('insert into answers (text, tenant_id, cause) values ($1, $2, $3)', [
      text,
      tenantId,
      causationId,
    ]);
    if (refused.has(text)) throw new EddaError('conflict', 'OFFICE.CLOSED', 'The office is closed.');
    const left = failing.get(text) ?? 0;
    if (left === 0) return;
    failing.set(text, left - 1);
    throw new Error('The pen is dry.');
  }
}

@Injectable()
class Clerk {
  @Saga()
  @ReactsTo(LetterSent)
  answer = (events: Observable<object>): Observable<ICommand> =>
    events.pipe(
      ofType(LetterSent),
      map(({ text }) => new Answer(text)),
    );
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let brokerUrl: string;
const apps: INestApplicationContext[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'office', migrations });
  await database.dataSource.query(
    'create table answers (place bigint generated always as identity, text text, tenant_id text, cause uuid)',
  );
  brokerUrl = await postgres.database('broker');
}, POSTGRES_START_TIMEOUT_MS);

afterEach(async () => {
  refused.clear();
  failing.clear();
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

async function start(): Promise<INestApplicationContext> {
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: database.dataSource }], exports: [DataSource] })
  class Database {}

  const module = await Test.createTestingModule({
    imports: [
      Database,
      CqrsModule.forRoot(),
      EventStoreModule.forService('office'),
      MessagingModule.forService('office', { brokerUrl, drainMs: 1000 }),
    ],
    providers: [AnswerHandler, Clerk],
  }).compile();
  module.useLogger(false);
  const app = await module.init();
  apps.push(app);
  return app;
}

/** Appends a letter each to a stream. */
async function send(app: INestApplicationContext, sender: string, ...texts: string[]): Promise<void> {
  const unitOfWork = app.get(UnitOfWork);
  for (const text of texts) {
    await unitOfWork.run(async () => {
      const stream = { tenantId: 'default', streamId: `letter-${sender}`, category: 'letter' };
      unitOfWork.append(stream, [message(LetterSent, { text })], 'any');
    });
  }
}

async function answersTo(...texts: string[]): Promise<string[]> {
  const rows = await database.dataSource.query<{ text: string }[]>(
    'select text from answers where text = any($1) order by place',
    [texts],
  );
  return rows.map(({ text }) => text);
}

const names = (...ends: string[]): string[] => {
  const id = newId();
  return ends.map((end) => `${id} ${end}`);
};

describe('A reaction in an application with messaging', () => {
  it('answers each event once, for its tenant, caused by it', async () => {
    const app = await start();
    const texts = names('one', 'two', 'three') as [string, string, string];
    await send(app, newId(), ...texts);
    await eventually(async () => expect(await answersTo(...texts)).toEqual(texts));
    const [row] = await database.dataSource.query<{ tenant_id: string; cause: string }[]>(
      'select tenant_id, cause from answers where text = $1',
      [texts[0]],
    );
    const [event] = await database.dataSource.query<{ id: string }[]>(
      `select id from events where data->>'text' = $1`,
      [texts[0]],
    );
    expect(row).toEqual({ tenant_id: 'default', cause: event?.id });
  });

  it('has an event that fails tried again, without anything of the failed attempts, and others of its stream behind it', async () => {
    const app = await start();
    const [first, second, other] = names('first', 'second', 'other') as [string, string, string];
    failing.set(first, 2);
    const sender = newId();
    await send(app, sender, first, second);
    await send(app, newId(), other);
    await eventually(async () => expect(await answersTo(first, second)).toEqual([first, second]));
    await eventually(async () => expect(await answersTo(other)).toEqual([other]));
    expect(failing.get(first)).toBe(0);
  });

  it('has one that is refused for good as a dead letter, which holds back its own stream alone until it is redriven', async () => {
    const app = await start();
    const [bad, behind, other] = names('bad', 'behind', 'other') as [string, string, string];
    refused.add(bad);
    const sender = newId();
    await send(app, sender, bad, behind);
    await send(app, newId(), other);
    await eventually(async () => expect(await answersTo(other)).toEqual([other]));
    const deadLetters = app.get(DeadLetters);
    const [letter] = await eventually(async () => {
      const found = await deadLetters.list({ subscription: SUBSCRIPTION }, { limit: 10 });
      expect(found).toMatchObject([
        { code: 'OFFICE.CLOSED', message: 'The office is closed.', type: 'LetterSent', holdsKey: true },
      ]);
      return found;
    });
    expect(await answersTo(bad, behind)).toEqual([]);
    refused.clear();
    await deadLetters.redrive(letter?.id ?? '', null);
    await eventually(async () => expect(await answersTo(bad, behind)).toEqual([bad, behind]));
  });

  it('goes on after a restart with what happened meanwhile, and with what was parked, once', async () => {
    const first = await start();
    const [bad, behind, later] = names('bad', 'behind', 'later') as [string, string, string];
    refused.add(bad);
    const sender = newId();
    await send(first, sender, bad, behind);
    const filter = { subscription: SUBSCRIPTION };
    const [letter] = await eventually(async () => {
      const found = await first.get(DeadLetters).list(filter, { limit: 1 });
      expect(found).toMatchObject([{ status: 'dead' }]);
      return found;
    });
    await first.close();
    apps.length = 0;
    refused.clear();
    const second = await start();
    await send(second, sender, later);
    await second.get(DeadLetters).redrive(letter?.id ?? '', null);
    await eventually(async () => expect(await answersTo(bad, behind, later)).toEqual([bad, behind, later]));
  });
});
