import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, EventStoreModule, UnitOfWork } from '@edda/event-store';
import { EddaError, newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, Global, Module, type INestMicroservice } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { DeadLetters, MESSAGING_MIGRATIONS, MessagingModule, SubscriptionServer } from '../src/index.js';
import { LetterSent } from './support/letters.js';

const noted: string[] = [];
let isFull = true;

/** In a service of its own, which no catalogue knows. */
@Controller()
class NotesController {
  @EventPattern('LetterSent')
  async note(@Payload() { text }: LetterSent): Promise<void> {
    if (isFull && text === 'one too many') throw new EddaError('conflict', 'NOTES.FULL', 'The book is full.');
    noted.push(text);
  }
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let app: INestMicroservice;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'notes', migrations });

  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: database.dataSource }], exports: [DataSource] })
  class Database {}

  const brokerUrl = await postgres.database('broker');
  const module = await Test.createTestingModule({
    imports: [
      Database,
      EventStoreModule.forService('notes'),
      MessagingModule.forService('notes', { brokerUrl, drainMs: 1000 }),
    ],
    controllers: [NotesController],
  }).compile();
  app = module.createNestMicroservice({ strategy: module.get(SubscriptionServer), logger: false });
  await app.listen();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await app.close();
  await database.close();
  await postgres.stop();
});

async function send(...texts: string[]): Promise<void> {
  const unitOfWork = app.get(UnitOfWork);
  await unitOfWork.run(async () => {
    const stream = { tenantId: 'default', streamId: `letter-${newId()}`, category: 'letter' };
    const letters = texts.map((text) => message(LetterSent, { text }));
    unitOfWork.append(stream, letters, 'none');
  });
}

describe('A Nest application with the messaging module', () => {
  it('publishes what it appends and hands it to its controllers', async () => {
    await send('first', 'second');
    await eventually(() => expect(noted).toEqual(['first', 'second']));
  });

  it('has dead letters with the error that the handler threw, and hands them back', async () => {
    noted.length = 0;
    await send('one too many', 'behind it');
    const deadLetters = app.get(DeadLetters);
    const [letter] = await eventually(async () => {
      const found = await deadLetters.list({ subscription: 'notes.letter-sent' }, { limit: 10 });
      expect(found).toMatchObject([{ code: 'NOTES.FULL', message: 'The book is full.', attempts: 1, holdsKey: true }]);
      return found;
    });
    isFull = false;
    await deadLetters.redrive(letter?.id ?? '', null);
    await eventually(() => expect(noted).toEqual(['one too many', 'behind it']));
  });
});
