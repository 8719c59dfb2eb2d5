import { EddaError } from '@edda/kernel';
import type { Aggregate } from '../aggregate/aggregate.js';
import type { Projection } from '../projection/projection.js';
import type { RecordedMessage } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { toFixtureEvent, type FixtureEvent } from './fixture.js';
import { endOf, eventsOf, type ReplayedStore, type ReplayFilter } from './replay-filter.js';
import type { FixtureOptions, ProjectionReplayOptions, ReplayOptions } from './replay-options.js';
import { ReplaySchema } from './replay-schema.js';

/** A fixture takes this many bytes of JSON at most. */
export const MAX_FIXTURE_BYTES = 64 * 1024 * 1024;
const FIXTURE_EVENTS = 10_000;
const BATCH_SIZE = 500;

/**
 * Replays what happened, as far as a filter lets it through, into something else: a state, a projection, a test fixture.
 * Nothing of the log or of the read models changes. A replay ends where the log ended when it began.
 */
export class ReplayController {
  constructor(private readonly store: ReplayedStore & { readonly unitOfWork?: UnitOfWork }) {}

  /** Folds the events into a state with a reducer. */
  async into<State>(
    filter: ReplayFilter,
    initial: State,
    reducer: (state: State, event: RecordedMessage) => State | Promise<State>,
    options: ReplayOptions = {},
  ): Promise<State> {
    let state = initial;
    await this.each(filter, options, async (event) => void (state = await reducer(state, event)));
    return state;
  }

  /**
   * Replays events into an aggregate that was just made; the filter names the stream, or what of it to take in.
   *
   * @throws Error for an event that the aggregate has no rule for
   */
  async intoAggregate<A extends Aggregate<unknown>>(
    filter: ReplayFilter,
    aggregate: A,
    options: ReplayOptions = {},
  ): Promise<A> {
    await this.each(filter, options, async (event) => aggregate.replay(event));
    return aggregate;
  }

  /**
   * Replays events into copies of a projection's tables, empty at first, in a schema of their own: the read model as it
   * would be if nothing else had happened. Its side effects are off, and its own tables stay as they are.
   *
   * @returns the schema, to be read from and then dropped
   * @throws EddaError `REPLAY_SCHEMA_INVALID`; `REPLAY_SCHEMA_EXISTS`; `REPLAY_OF_PERSONAL_DATA` when it was not asked for
   */
  async intoProjection(
    filter: ReplayFilter,
    projection: Projection,
    { schema: name, personalData = false, ...options }: ProjectionReplayOptions,
  ): Promise<ReplaySchema> {
    if (!this.store.unitOfWork) throw new Error('Only an event store in a database can replay into a projection.');
    const schema = await ReplaySchema.create(this.store.unitOfWork, projection, name, personalData);
    const followed = { types: projection.types, kinds: projection.kinds };
    const narrowed = { ...filter, ...followed, ...(filter.types && { types: both(filter.types, projection.types) }) };
    let page: RecordedMessage[] = [];
    const { batchSize = BATCH_SIZE } = options;
    try {
      await this.each(narrowed, options, async (event) => {
        page.push(event);
        if (page.length < batchSize) return;
        await schema.apply(page);
        page = [];
      });
      await schema.apply(page);
      return schema;
    } catch (error) {
      await schema.drop();
      throw error;
    }
  }

  /**
   * The events as a test fixture, which `messagesOfFixture` takes back.
   *
   * @throws EddaError `FIXTURE_TOO_LARGE`
   */
  async toFixture(filter: ReplayFilter, options: FixtureOptions = {}): Promise<FixtureEvent[]> {
    const { limit = FIXTURE_EVENTS, decoded = false } = options;
    const fixture: FixtureEvent[] = [];
    let bytes = 0;
    await this.each(
      filter,
      options,
      async (event) => {
        fixture.push(toFixtureEvent(event));
        bytes += Buffer.byteLength(JSON.stringify(event.data));
        if (fixture.length > limit || bytes > MAX_FIXTURE_BYTES) throw tooLarge(limit);
      },
      !decoded,
    );
    return fixture;
  }

  private async each(
    filter: ReplayFilter,
    { onProgress, signal, batchSize = BATCH_SIZE }: ReplayOptions,
    handle: (event: RecordedMessage) => Promise<void>,
    raw = false,
  ): Promise<void> {
    const end = await endOf(this.store, filter, signal);
    const progress = { replayed: 0, at: 0, end };
    for await (const event of eventsOf(this.store, filter, { to: end, batchSize, raw, ...(signal && { signal }) })) {
      signal?.throwIfAborted();
      await handle(event);
      progress.replayed++;
      progress.at = filter.stream ? (event.version ?? 0) : event.position;
      if (progress.replayed % batchSize === 0) onProgress?.({ ...progress });
    }
    onProgress?.({ ...progress, at: end });
  }
}

function both(left: readonly string[], right: readonly string[]): string[] {
  return left.filter((type) => right.includes(type));
}

function tooLarge(limit: number): EddaError {
  return new EddaError(
    'too-large',
    'FIXTURE_TOO_LARGE',
    `The fixture would hold more than ${limit} events or ${MAX_FIXTURE_BYTES} bytes: narrow the filter.`,
  );
}
