import { EventSchema, InternalEventSchema } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { EddaError, newId } from '@edda/kernel';
import { describe, expect, it } from '@jest/globals';
import { IsInt, IsString } from 'class-validator';
import type { Delivery } from '../envelope/delivery.js';
import { average } from './aggregators/average.js';
import { count } from './aggregators/count.js';
import { percentile } from './aggregators/percentile.js';
import { minutes, seconds } from './duration.js';
import type { Pipeline, WindowedPipeline } from './pipeline.js';
import { stream, streamOfAll } from './stream.js';
import type { WindowResult } from './window-result.js';
import { session, sliding, tumbling } from './windows/window-spec.js';

const description = 'For the specs of streams.';

@EventSchema({ type: 'BoatMoored', version: '1.0.0', sender: 'content', description })
class BoatMoored {
  @IsString()
  harbour!: string;

  @IsInt()
  metres!: number;
}

@EventSchema({ type: 'BoatLeft', version: '1.0.0', sender: 'learning', description })
class BoatLeft {
  @IsString()
  harbour!: string;
}

@InternalEventSchema({ type: 'BoatDreamt', version: '1.0.0', sender: 'content', description })
class BoatDreamt {}

function deliveryOf(data: object, time = '2026-11-21T12:00:00.000Z'): Delivery {
  return {
    id: newId(),
    kind: 'event',
    type: data.constructor.name,
    schemaVersion: '1.0.0',
    source: 'content',
    topic: 'content_events',
    partition: 0,
    offset: 0,
    key: 'acme/boat-1',
    streamId: 'boat-1',
    sequence: 1,
    previous: 0,
    time,
    tenantId: 'acme',
    userId: null,
    correlationId: newId(),
    causationId: null,
    traceparent: null,
    data,
  };
}

const moored = (harbour: string, metres = 10): BoatMoored => Object.assign(new BoatMoored(), { harbour, metres });
const left = (harbour: string): BoatLeft => Object.assign(new BoatLeft(), { harbour });
const unitOfWork = {} as UnitOfWork;

async function handle(pipeline: Pipeline, data: object): Promise<void> {
  if (pipeline.kind === 'direct') await pipeline.handle(deliveryOf(data), unitOfWork);
}

describe('a stream', () => {
  it('is given every message of its classes, from their topics', () => {
    const { source } = stream(BoatMoored, BoatLeft).to(async () => undefined);
    expect(source.topics).toEqual(['content_events', 'learning_events']);
    expect(source.messages?.map(({ type }) => type)).toEqual(['BoatMoored', 'BoatLeft']);
  });

  it('may be given every event of some contexts', () => {
    const { source } = streamOfAll(['content', 'agent-task']).to(async () => undefined);
    expect(source).toMatchObject({ topics: ['content_events', 'agent_events'], messages: null });
  });

  it('says that an internal event never arrives', () => {
    expect(() => stream(BoatDreamt)).toThrow('BoatDreamt is internal: it is never published');
  });

  it('filters, maps and makes several values of one, in order', async () => {
    const seen: string[] = [];
    const pipeline = stream(BoatMoored, BoatLeft)
      .filter((boat): boat is BoatMoored => boat instanceof BoatMoored)
      .filter(({ metres }, { tenantId }) => metres > 5 && tenantId === 'acme')
      .map(({ harbour, metres }) => ({ harbour, metres }))
      .flatMap(({ harbour, metres }) => [`${harbour}: bow`, `${harbour}: stern at ${metres}`])
      .to(async (text) => void seen.push(text));
    await handle(pipeline, moored('Bergen'));
    await handle(pipeline, moored('Oslo', 3));
    await handle(pipeline, left('Bergen'));
    expect(seen).toEqual(['Bergen: bow', 'Bergen: stern at 10']);
  });

  it('looks things up side by side and goes on in order', async () => {
    const seen: number[] = [];
    const waiting: (() => void)[] = [];
    const pipeline = stream(BoatMoored)
      .flatMap(() => [1, 2, 3])
      .enrich(async (value) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return value * 10;
      })
      .to(async (value) => void seen.push(value));
    const handled = handle(pipeline, moored('Bergen'));
    while (waiting.length < 3) await Promise.resolve();
    for (const resolve of waiting.toReversed()) resolve();
    await handled;
    expect(seen).toEqual([10, 20, 30]);
  });

  it('refuses a message that comes to too many values', async () => {
    const endless = function* (): Generator<number> {
      for (let value = 0; ; value++) yield value;
    };
    const pipeline = stream(BoatMoored)
      .flatMap(endless)
      .to(async () => undefined);
    await expect(handle(pipeline, moored('Bergen'))).rejects.toMatchObject({ code: 'STREAM.TOO_MANY_VALUES' });
  });

  it('takes its time from the envelope or from the data', () => {
    const delivery = deliveryOf(moored('Bergen'));
    const ofEnvelope = stream(BoatMoored).to(async () => undefined);
    const ofData = stream(BoatMoored)
      .timestampedBy(({ metres }) => new Date(metres))
      .to(async () => undefined);
    expect(ofEnvelope.source.timeOf(delivery)).toBe(Date.parse('2026-11-21T12:00:00.000Z'));
    expect(ofData.source.timeOf(delivery)).toBe(10);
  });

  it.each([Number.NaN, -1, 8e15])('refuses %p as a time', (time) => {
    const { source } = stream(BoatMoored)
      .timestampedBy(() => new Date(time))
      .to(async () => undefined);
    expect(() => source.timeOf(deliveryOf(moored('Bergen')))).toThrow(EddaError);
  });
});

describe('a windowed stream', () => {
  const windowed = (pipeline: Pipeline): WindowedPipeline => {
    if (pipeline.kind !== 'windowed') throw new Error('It has no windows.');
    return pipeline;
  };

  it('hands figures over with the types that their aggregators give them', async () => {
    const seen: WindowResult<{ boats: number; long: number; length: number | null; p95: number | null }>[] = [];
    const pipeline = windowed(
      stream(BoatMoored)
        .map(({ harbour, metres }) => ({ harbour, metres }))
        .keyBy(({ harbour }) => harbour)
        .window(tumbling(minutes(1)))
        .aggregate({
          boats: count(),
          long: count(({ metres }) => metres > 20),
          length: average(({ metres }) => metres),
          p95: percentile(0.95, ({ metres }) => metres),
        })
        .to(async (window) => void seen.push(window)),
    );
    const contributions = [
      ...(await pipeline.contributions(deliveryOf(moored('Bergen', 10)))),
      ...(await pipeline.contributions(deliveryOf(moored('Bergen', 30)))),
    ];
    const state = contributions.reduce((sum, contribution) => pipeline.merge(sum, contribution.state), {});
    await pipeline.emit(
      { tenantId: 'acme', key: 'Bergen', start: 0, end: 60_000, state, revision: 2, isClosed: false, emitted: [] },
      'on-time',
      unitOfWork,
    );
    expect(seen).toEqual([
      {
        tenantId: 'acme',
        key: 'Bergen',
        start: new Date(0),
        end: new Date(60_000),
        stage: 'on-time',
        revision: 3,
        replaces: [],
        figures: { boats: 2, long: 1, length: 20, p95: expect.closeTo(30, 0) },
      },
    ]);
  });

  it.each(['x'.repeat(513), 'with\0zero', 7 as unknown as string])('refuses the key %p', async (key) => {
    const pipeline = windowed(
      stream(BoatMoored)
        .keyBy(() => key)
        .window(session(seconds(1)))
        .aggregate({ boats: count() })
        .to(async () => undefined),
    );
    await expect(pipeline.contributions(deliveryOf(moored('Bergen')))).rejects.toMatchObject({
      code: 'STREAM.INVALID_KEY',
    });
  });

  it.each([
    [() => tumbling(0), 'tumbling(0)'],
    [() => sliding(10, 20), 'events between two windows would be lost'],
    [() => sliding(1000, 1), 'more than 100 windows'],
    [() => minutes(-1), 'minutes(-1) is no span of time'],
    [() => percentile(95, () => 1), 'give a share from 0 to 1'],
    [
      () =>
        stream(BoatMoored)
          .keyBy(() => '')
          .window(tumbling(1), { allowedLateness: -1 })
          .aggregate({ boats: count() }),
      'allowedLateness of window() is -1',
    ],
    [
      () =>
        stream(BoatMoored)
          .keyBy(() => '')
          .window(tumbling(1))
          .aggregate({}),
      'at least one figure',
    ],
  ])('says where it is declared what is wrong with it: %p', (declare, what) => {
    expect(declare).toThrow(what);
  });
});
