import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventSchema, message } from '@edda/event-schemas';
import { PostgresEventStore, streamName } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { EmbeddedBroker, enrich, redact, route, Subscribe, type MessageTransforms } from '@edda/messaging';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { IsString } from 'class-validator';
import {
  createService,
  eventSourcedService,
  HealthIndicators,
  loadConfig,
  StatefulServiceConfig,
  type RunningService,
} from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { SECRET } from './note-service.js';

@EventSchema({
  type: 'BookLent',
  version: '1.0.0',
  sender: 'content',
  listeners: ['learning'],
  description: 'For the specs of transforms.',
})
class BookLent {
  @IsString()
  title!: string;

  @IsString()
  reader!: string;
}

@Controller()
class Shelf {
  readonly lent: BookLent[] = [];

  @Subscribe(BookLent, 'shelf')
  async note(@Payload() event: BookLent): Promise<void> {
    this.lent.push({ ...event });
  }
}

@Module({})
class ContentModule {}

@Module({ controllers: [Shelf] })
class LearningModule {}

const outgoing = [
  redact({ reader: '(withheld)' }),
  enrich(({ data }) => ({ ce_shelf: (data as BookLent).title.startsWith('Q') ? 'rare' : 'common' })),
  route(({ data }) => ((data as BookLent).title === 'Secret' ? [] : undefined)),
];
const incoming = [
  {
    name: 'common books alone',
    apply: ({ headers, data }) =>
      headers['ce_shelf'] === 'rare'
        ? null
        : { data: { ...(data as BookLent), title: (data as BookLent).title.toUpperCase() } },
  },
] satisfies MessageTransforms['incoming'];
const shared = { title: 'For specs', config: StatefulServiceConfig, entities: [], migrations: [] };
const content = eventSourcedService({
  ...shared,
  name: 'content',
  module: () => ContentModule,
  transforms: { outgoing },
});
const learning = eventSourcedService({
  ...shared,
  name: 'learning',
  module: () => LearningModule,
  transforms: { incoming },
});

let postgres: ThrowAwayPostgres;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);
afterAll(() => postgres.stop());

async function start(definition: typeof content, brokerUrl: string): Promise<RunningService> {
  const config = loadConfig(StatefulServiceConfig, {
    CALLER_SECRET: SECRET,
    DATABASE_URL: await postgres.database(definition.name),
    BROKER_URL: brokerUrl,
  });
  return createService(definition, { config, logger: memoryLog().logger });
}

describe('The transforms of services', () => {
  it('change what one publishes, and what the handlers of the other get', async () => {
    const brokerUrl = await postgres.database('broker');
    const [sender, receiver] = await Promise.all([start(content, brokerUrl), start(learning, brokerUrl)]);
    const stream = streamName('book', newId());
    const titles = ['Edda', 'Secret', 'Quarto', 'Njal'];
    await sender.app.get(PostgresEventStore).append(
      stream,
      titles.map((title) => message(BookLent, { title, reader: 'Ann' })),
      { expected: 'none' },
    );
    const { lent } = receiver.app.get(Shelf);
    await eventually(() => expect(lent).toHaveLength(2));
    expect(lent).toEqual([
      { title: 'EDDA', reader: '(withheld)' },
      { title: 'NJAL', reader: '(withheld)' },
    ]);
    const { checks } = await sender.app.get(HealthIndicators).report();
    await eventually(async () =>
      expect((await sender.app.get(HealthIndicators).report()).checks['relay']).toEqual({
        status: 'up',
        owner: true,
        lag: 0,
      }),
    );
    expect(checks['broker']).toMatchObject({ status: 'up' });
    await Promise.all([sender.close(), receiver.close()]);
  });
});

describe('A service whose topics have other partitions than declared', () => {
  it('does not start, and says which', async () => {
    const brokerUrl = await postgres.database('drifted');
    const logger = { log: () => undefined, warn: () => undefined, error: () => undefined };
    const broker = new EmbeddedBroker({ url: brokerUrl, logger });
    await broker.ensureTopics([{ name: 'content_events', kind: 'topic', partitions: 3, retentionMs: 1000 }]);
    await broker.close();
    await expect(start(content, brokerUrl)).rejects.toMatchObject({
      message: expect.stringContaining('"content_events" has 3 partitions, not 24'),
    });
  });
});
