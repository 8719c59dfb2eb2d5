import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandSchema, EventSchema, message } from '@edda/event-schemas';
import { PostgresEventStore, streamName, UnitOfWork } from '@edda/event-store';
import { CALLER_HEADER, DEFAULT_TENANT, newId, signCaller } from '@edda/kernel';
import { Receive, Subscribe } from '@edda/messaging';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, Module, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { IsString } from 'class-validator';
import {
  createService,
  eventSourcedService,
  loadConfig,
  ServiceMetrics,
  StatefulServiceConfig,
  traceTo,
  type RunningService,
} from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { sample } from './metric-samples.js';
import { SECRET } from './note-service.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const description = 'For the specs of traces.';

@EventSchema({ type: 'BallThrown', version: '1.0.0', sender: 'content', listeners: ['learning'], description })
class BallThrown {
  @IsString()
  color!: string;
}

@CommandSchema({ type: 'ThrowBack', version: '1.0.0', sender: 'learning', receiver: 'content', description })
class ThrowBack {
  @IsString()
  color!: string;
}

class ThrowBall {
  constructor(readonly color: string) {}
}

@CommandHandler(ThrowBall)
class ThrowBallHandler implements ICommandHandler<ThrowBall> {
  constructor(private readonly store: PostgresEventStore) {}

  async execute({ color }: ThrowBall): Promise<void> {
    await this.store.append(streamName('ball', newId()), [message(BallThrown, { color })], { expected: 'none' });
  }
}

@Controller('balls')
class Thrower {
  readonly caught: string[] = [];

  constructor(private readonly commands: CommandBus) {}

  @Post()
  async throw(): Promise<void> {
    await this.commands.execute(new ThrowBall('red'));
  }

  @Receive(ThrowBack, 'catch-ball')
  async catch({ color }: ThrowBack): Promise<void> {
    this.caught.push(color);
  }
}

@Controller()
class Catcher {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Subscribe(BallThrown, 'throw-back')
  async throwBack({ color }: BallThrown): Promise<void> {
    this.unitOfWork.send(message(ThrowBack, { color }), { key: 'ball' });
  }
}

@Module({ controllers: [Thrower], providers: [ThrowBallHandler] })
class ContentModule {}

@Module({ controllers: [Catcher] })
class LearningModule {}

const shared = { title: 'For specs', config: StatefulServiceConfig, entities: [], migrations: [] };
const content = eventSourcedService({ ...shared, name: 'content', module: () => ContentModule });
const learning = eventSourcedService({ ...shared, name: 'learning', module: () => LearningModule });

let postgres: ThrowAwayPostgres;
let brokerUrl: string;
const exporter = new InMemorySpanExporter();
// Shutting it down would empty it.
exporter.shutdown = () => Promise.resolve();
const metrics = new ServiceMetrics();

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  brokerUrl = await postgres.database('broker');
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

async function start(definition: typeof content): Promise<RunningService> {
  const config = loadConfig(StatefulServiceConfig, {
    CALLER_SECRET: SECRET,
    DATABASE_URL: await postgres.database(definition.name),
    BROKER_URL: brokerUrl,
  });
  const tracing = traceTo(exporter, definition.name, config);
  return createService(definition, { config, logger: memoryLog().logger, tracing, metrics });
}

/** The spans from the last one up to the caller's, named by service. */
function path(spans: readonly ReadableSpan[], last: ReadableSpan | undefined): string[] {
  const names: string[] = [];
  for (let at = last; at; at = spans.find((span) => span.spanContext().spanId === at?.parentSpanContext?.spanId)) {
    names.unshift(`${String(at.resource.attributes['service.name'])}: ${at.name}`);
  }
  return names;
}

describe('A request that two services work on', () => {
  it('is one trace, from the request to the last handler, and is counted', async () => {
    const [sender, receiver] = await Promise.all([start(content), start(learning)]);
    const headers = {
      [CALLER_HEADER]: await signCaller({ tenantId: DEFAULT_TENANT, userId: null }, SECRET),
      traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
    };
    const response = await fetch(`${sender.url}/api/v1/balls`, { method: 'POST', headers });
    expect(response.status).toBe(201);
    await eventually(async () => expect(sender.app.get(Thrower).caught).toEqual(['red']));
    const text = await (await fetch(`${receiver.url}/metrics`)).text();
    await Promise.all([sender.close(), receiver.close()]);

    const spans = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === TRACE);
    const last = spans.find((span) => span.attributes['messaging.consumer.group.name'] === 'content.catch-ball');
    expect(path(spans, last)).toEqual([
      'content: POST /api/v1/balls',
      'content: command ThrowBall',
      'content: publish content_events',
      'learning: process content_events',
      'learning: publish content_commands',
      'content: process content_commands',
    ]);
    const event = { topic: 'content_events', type: 'BallThrown' };
    const ofHandler = { ...event, service: 'learning', group: 'learning.throw-back' };
    const { service, group, topic } = ofHandler;
    expect(sample(text, 'edda_messages_published_total', { ...event, service: 'content' })).toBe(1);
    expect(sample(text, 'edda_messages_consumed_total', ofHandler)).toBe(1);
    expect(sample(text, 'edda_message_handler_seconds_count', { ...ofHandler, outcome: 'handled' })).toBe(1);
    expect(sample(text, 'edda_dead_letters', { service, group })).toBe(0);
    expect(sample(text, 'edda_parked_messages', { service, group, status: 'gap' })).toBe(0);
    expect(sample(text, 'edda_consumer_up', { service, group })).toBe(1);
    expect(sample(text, 'edda_consumer_lag_records', { service, group, topic })).not.toBeNull();
    expect(sample(text, 'edda_log_subscription_lag_positions', { service, subscription: 'relay' })).not.toBeNull();
    expect(sample(text, 'edda_relay_refused_records', { service, status: 'refused' })).toBe(0);
    expect(sample(text, 'edda_database_connection_seconds_total', { service, state: 'used' })).toBeGreaterThan(0);
    expect(sample(text, 'edda_database_bytes', { service, part: 'events' })).toBeGreaterThan(0);
    expect(sample(text, 'edda_migrations_pending', { service })).toBe(0);
  });
});
