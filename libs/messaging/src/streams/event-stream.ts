import type { MessageClass } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { BoundedLookups } from './bounded-lookups.js';
import type { Course, Element, Envelope } from './element.js';
import { KeyedStream } from './keyed-stream.js';
import type { Pipeline, StreamSource } from './pipeline.js';
import { sendingOf, type Emission, type SinkScope } from './sink.js';

/** Lookups of one step that run at once in a process, unless it says otherwise. */
export const PARALLEL_LOOKUPS = 100;
/** Most values that one message may come to. */
export const MAX_VALUES = 10_000;

/** Values on their way from topics to a handler, another topic, or windows. Each step makes a new stream. */
export class EventStream<T> {
  constructor(
    private readonly source: StreamSource,
    private readonly course: Course<T>,
  ) {}

  /** Keeps the values that meet a condition. */
  filter<S extends T>(isKept: (value: T, envelope: Envelope) => value is S): EventStream<S>;
  filter(isKept: (value: T, envelope: Envelope) => boolean): EventStream<T>;
  filter(isKept: (value: T, envelope: Envelope) => boolean): EventStream<T> {
    return this.then((elements) => elements.filter(({ value, envelope }) => isKept(value, envelope)));
  }

  map<U>(to: (value: T, envelope: Envelope) => U): EventStream<U> {
    return this.then((elements) => elements.map(({ value, envelope }) => ({ value: to(value, envelope), envelope })));
  }

  /** Makes several values of each, or none. All have its event time. */
  flatMap<U>(to: (value: T, envelope: Envelope) => Iterable<U>): EventStream<U> {
    return this.then((elements) => {
      const values: Element<U>[] = [];
      for (const { value: source, envelope } of elements) {
        for (const value of to(source, envelope)) {
          if (values.length === MAX_VALUES) throw tooMany(envelope);
          values.push({ value, envelope });
        }
      }
      return values;
    });
  }

  /**
   * Looks something up for each value, many at once, and goes on in the order of the values. No transaction is open
   * meanwhile. A lookup that fails is a failure of the message.
   *
   * @param options.parallel most lookups at once in this process; 100 unless given
   */
  enrich<U>(
    lookup: (value: T, envelope: Envelope) => Promise<U>,
    { parallel = PARALLEL_LOOKUPS }: { parallel?: number } = {},
  ): EventStream<U> {
    if (!Number.isInteger(parallel) || parallel < 1)
      throw new Error(`enrich: parallel is ${parallel}; give 1 or more.`);
    const lookups = new BoundedLookups(parallel);
    return this.then((elements) =>
      lookups.inOrder(elements, async ({ value, envelope }): Promise<Element<U>> => ({
        value: await lookup(value, envelope),
        envelope,
      })),
    );
  }

  /** Groups the values: each key has windows of its own, and so has each tenant. A key has up to 512 characters. */
  keyBy(key: (value: T, envelope: Envelope) => string): KeyedStream<T> {
    return new KeyedStream(this.source, this.course, key);
  }

  /** Ends the pipeline: sends a message for each value. */
  to<E extends object>(payload: MessageClass<E>, emission: (value: T) => Emission<NoInfer<E>>): Pipeline;
  /** Ends the pipeline: hands each value over, one after the other, in the unit of work of its message. */
  to(handler: (value: T, scope: SinkScope & { readonly envelope: Envelope }) => Promise<void>): Pipeline;
  to<E extends object>(
    target: MessageClass<E> | ((value: T, scope: SinkScope & { readonly envelope: Envelope }) => Promise<void>),
    emission?: (value: T) => Emission<E>,
  ): Pipeline {
    const { source, course } = this;
    const sink = emission
      ? sendingOf(target as MessageClass<E>, emission)
      : (target as (value: T, scope: SinkScope & { readonly envelope: Envelope }) => Promise<void>);
    return {
      kind: 'direct',
      source,
      async handle(delivery, unitOfWork) {
        for (const { value, envelope } of await course(delivery)) await sink(value, { unitOfWork, envelope });
      },
    };
  }

  private then<U>(
    step: (elements: readonly Element<T>[]) => readonly Element<U>[] | Promise<readonly Element<U>[]>,
  ): EventStream<U> {
    return new EventStream(this.source, async (delivery) => step(await this.course(delivery)));
  }
}

function tooMany({ type, id }: Envelope): EddaError {
  return new EddaError('invalid', 'STREAM.TOO_MANY_VALUES', `${type} ${id} comes to more than ${MAX_VALUES} values.`);
}
