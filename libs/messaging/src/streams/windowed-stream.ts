import { EddaError } from '@edda/kernel';
import { AggregatedStream } from './aggregated-stream.js';
import { Aggregation } from './aggregators/aggregation.js';
import type { Aggregators, Figures } from './aggregators/aggregator.js';
import type { Course, Envelope } from './element.js';
import type { StreamSource } from './pipeline.js';
import { windowingOf, type WindowOptions } from './window-options.js';
import type { WindowSpec } from './windows/window-spec.js';

const MAX_KEY_LENGTH = 512;

/** Values grouped by a key and cut into windows. */
export class WindowedStream<T> {
  constructor(
    private readonly source: StreamSource,
    private readonly course: Course<T>,
    private readonly key: (value: T, envelope: Envelope) => string,
    private readonly spec: WindowSpec,
    private readonly options: WindowOptions<T>,
  ) {}

  /** Computes figures of each window, such as `{ events: count(), longest: max(duration) }`. */
  aggregate<const A extends Aggregators<T>>(aggregators: A): AggregatedStream<Figures<A>> {
    const { source, course, key } = this;
    const { late } = this.options;
    const aggregation = new Aggregation<T, A>(aggregators);
    const { kinds: figures } = aggregation;
    return new AggregatedStream<Figures<A>>(
      {
        kind: 'windowed',
        source,
        windowing: windowingOf(this.spec, this.options),
        figures,
        tellsLate: late !== undefined,
        async contributions(delivery) {
          const elements = await course(delivery);
          return elements.map(({ value, envelope }) => ({
            key: checkedKey(key(value, envelope), envelope),
            state: aggregation.lift(value),
            ...(late && { value }),
          }));
        },
        merge: (left, right) => aggregation.merge(left, right),
        async tellLate({ tenantId, key: of, time, value }, unitOfWork) {
          await late?.({ tenantId, key: of, time: new Date(time), value: value as T }, { unitOfWork });
        },
      },
      (state) => aggregation.figures(state),
    );
  }
}

function checkedKey(key: string, { type, id }: Envelope): string {
  if (typeof key === 'string' && key.length <= MAX_KEY_LENGTH && !key.includes('\0')) return key;
  throw new EddaError(
    'invalid',
    'STREAM.INVALID_KEY',
    `${type} ${id} has the key ${JSON.stringify(key)?.slice(0, 100)}: give a text of up to ${MAX_KEY_LENGTH} ` +
      'characters without the character 0.',
  );
}
