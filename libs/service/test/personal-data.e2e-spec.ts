import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventSchema, message, Personal, type SubjectForgotten } from '@edda/event-schemas';
import { PersonalData, PostgresEventStore, PostgresSubjectKeys, streamName } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { DeliveryContext, Subscribe } from '@edda/messaging';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, Module } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { IsEmail, IsUUID } from 'class-validator';
import pg from 'pg';
import { eventSourcedService, StatefulServiceConfig, type RunningService } from '../src/index.js';
import { startServiceUnderTest } from '../src/testing/index.js';

@EventSchema({
  type: 'ReaderSubscribed',
  version: '1.0.0',
  sender: 'content',
  listeners: ['learning'],
  description: 'For the specs of personal data.',
})
class ReaderSubscribed {
  @IsUUID()
  readerId!: string;

  @IsEmail()
  @Personal({ subject: 'readerId', forgotten: '(forgotten)' })
  email!: string;
}

@Controller()
class Newsletter {
  readonly received: { email: string; forgotten: readonly string[] | undefined }[] = [];
  isOpen = true;

  @Subscribe(ReaderSubscribed, 'newsletter')
  async add(@Payload() { email }: ReaderSubscribed, @Ctx() context: DeliveryContext): Promise<void> {
    if (!this.isOpen) throw new Error('Closed.');
    this.received.push({ email, forgotten: context.delivery.forgottenFields });
  }
}

@Module({})
class ContentModule {}

@Module({ controllers: [Newsletter] })
class LearningModule {}

const shared = { title: 'For specs', config: StatefulServiceConfig, entities: [], migrations: [] };
const content = eventSourcedService({ ...shared, name: 'content', module: () => ContentModule });
const learning = eventSourcedService({ ...shared, name: 'learning', module: () => LearningModule });
const agents = eventSourcedService({ ...shared, name: 'agent-task', module: () => ContentModule });

let postgres: ThrowAwayPostgres;
let urls: { broker: string; keys: string; learning: string };
let env: Record<string, string>;
const running: RunningService[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const [broker, keys, learningUrl] = await Promise.all(
    ['broker', 'keys', 'learning'].map((of) => postgres.database(of)),
  );
  urls = { broker: broker ?? '', keys: keys ?? '', learning: learningUrl ?? '' };
  env = { BROKER_URL: urls.broker, KEYS_URL: urls.keys, KEYS_SECRET: randomBytes(32).toString('base64') };
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await Promise.all(running.map((service) => service.close()));
  await postgres.stop();
});

async function start(definition: typeof content, given: Record<string, string>): Promise<RunningService> {
  const { service } = await startServiceUnderTest(definition, () => postgres.database(definition.name), given);
  running.push(service);
  return service;
}

/** Every text in every column of every table of a database. */
async function everythingIn(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  await client.end();
  return texts.join('\n');
}

async function subscribed(service: RunningService, readerId: string, email: string): Promise<void> {
  const event = message(ReaderSubscribed, { readerId, email });
  await service.app.get(PostgresEventStore).append(streamName('reader', readerId), [event], { expected: 'none' });
}

describe('A service whose messages have personal fields', () => {
  it.each([
    [{}, 'KEYS_URL and KEYS_SECRET of content must be set: the personal fields of ReaderSubscribed must be encrypted.'],
    [{ KEYS_URL: 'postgres://x/keys' }, 'KEYS_SECRET of content must be set'],
  ])('does not start without keys (%#)', async (given, sentence) => {
    await expect(start(content, given)).rejects.toThrow(sentence);
  });

  it('does not start with the secret of other keys', async () => {
    const url = await postgres.database('keys');
    const secret = randomBytes(32).toString('base64');
    const service = await start(content, { KEYS_URL: url, KEYS_SECRET: secret });
    await subscribed(service, newId(), 'ada@example.org');
    const other = { KEYS_URL: url, KEYS_SECRET: randomBytes(32).toString('base64') };
    await expect(start(content, other)).rejects.toThrow(/^The keys of content cannot be opened at .*another secret/);
    await expect(start(content, { ...other, KEYS_FORMER_SECRET: secret })).resolves.toBeDefined();
  });

  it('that has none starts without keys', async () => {
    await expect(start(agents, {})).resolves.toBeDefined();
  });

  it('sends them encrypted, receives them readable, and hears of who is forgotten', async () => {
    const early = newId();
    const keys = await PostgresSubjectKeys.open({ url: urls.keys, secret: env['KEYS_SECRET'] ?? '' });
    await keys.forget('default', early, 'content', 'Before it started.');
    await keys.close();
    const sender = await start(content, env);
    const receiver = await start(learning, { ...env, DATABASE_URL: urls.learning });
    const newsletter = receiver.app.get(Newsletter);
    const readerId = newId();
    await subscribed(sender, readerId, 'ada.lovelace@example.org');
    await eventually(async () => {
      expect(newsletter.received).toEqual([{ email: 'ada.lovelace@example.org', forgotten: undefined }]);
    });

    newsletter.isOpen = false;
    const late = newId();
    await subscribed(sender, late, 'grace.hopper@example.org');
    await eventually(async () => expect(await everythingIn(urls.learning)).toContain('Closed.'));
    for (const url of [urls.broker, urls.learning]) {
      const stored = await everythingIn(url);
      expect(stored).toContain(late);
      expect(stored).not.toMatch(/lovelace|hopper/);
    }

    await sender.app.get(PersonalData).forget('default', late, 'Request 1.');
    await eventually(async () => {
      const noted = new Map<string, unknown>();
      const log = receiver.app.get(PostgresEventStore);
      for await (const { type, topic, data } of log.readAll())
        noted.set((data as SubjectForgotten).subjectId, { type, topic });
      const event = { type: 'SubjectForgotten', topic: null };
      expect(noted).toEqual(new Map([early, late].map((subject) => [subject, event])));
    });

    newsletter.isOpen = true;
    await eventually(async () => {
      expect(newsletter.received.at(-1)).toEqual({ email: '(forgotten)', forgotten: ['email'] });
    });
  });
});
