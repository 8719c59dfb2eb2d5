import { EventSchema } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { describe, expect, it } from '@jest/globals';
import { IsString } from 'class-validator';
import { SUBSCRIPTION_EXTRA } from '../transport/subscribe.decorator.js';
import { count } from './aggregators/count.js';
import { seconds } from './duration.js';
import { stream } from './stream.js';
import { Streams, type HandlerRegistry } from './streams.js';
import { tumbling } from './windows/window-spec.js';

@EventSchema({ type: 'FogLifted', version: '1.0.0', sender: 'content', description: 'For the specs of streams.' })
class FogLifted {
  @IsString()
  place!: string;
}

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const streams = (addHandler: HandlerRegistry['addHandler'] = () => undefined): Streams =>
  new Streams({ service: 'learning', unitOfWork: {} as UnitOfWork, subscriptions: { addHandler }, logger });
const direct = stream(FogLifted).to(async () => undefined);
const windowed = stream(FogLifted)
  .keyBy(({ place }) => place)
  .window(tumbling(seconds(1)))
  .aggregate({ times: count() })
  .to(async () => undefined);

describe('the streams of a service', () => {
  it('are each a subscription of their own', () => {
    const handlers: [string, unknown][] = [];
    const declared = streams((name, _callback, _isEvent, extras) => handlers.push([name, extras[SUBSCRIPTION_EXTRA]]));
    declared.run('fog', windowed, { from: 'latest' });
    declared.run('fog-log', direct, { guarantee: 'at-least-once' });
    expect(handlers).toMatchObject([
      [
        'fog',
        { name: 'fog', topics: ['content_events'], messages: [{ type: 'FogLifted' }], policy: { from: 'latest' } },
      ],
      ['fog-log', { name: 'fog-log', policy: { guarantee: 'at-least-once' } }],
    ]);
  });

  it('have names of their own', () => {
    const declared = streams();
    declared.run('fog', windowed);
    expect(() => declared.run('fog', direct)).toThrow('Two streams are called "fog"');
    expect(() => declared.run('fog of war', direct)).toThrow('The subscription name "fog of war" is wrong');
  });

  it('keep windows only where each message counts once', () => {
    expect(() => streams().run('fog', windowed, { guarantee: 'at-least-once' })).toThrow(
      'The stream "fog" keeps windows, so its guarantee must be "effectively-once".',
    );
  });
});
