import { backoffDelay, type EddaError, pause, runInContext, type ExecutionContext, type Uuid } from '@edda/kernel';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { Verdict } from '../engine/saga-message.js';
import type { ActionRef, Turn } from '../engine/turn.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import { countEvents, StepTimes } from '../metrics/count-events.js';
import { brief } from './brief.js';
import type { Claimed } from './claims.js';
import { passEach } from './failpoint.js';
import { LocalRun } from './local-run.js';
import { hasEnded, moveOf, Overtaken, parkedOf, rowsOf, writeWhole, type Move } from './moves.js';
import type { Parked } from './parking.js';
import type { Progress } from './progress.js';
import type { QueuePlace } from './queue-place.js';
import { insteadOf, receiveMessages } from './receive-messages.js';
import { isUnkeepable } from './refused-writes.js';
import { contextOf, type RuntimeParts } from './runtime-parts.js';
import { draftOf, newStanding, type Standing } from './standing.js';
import { TurnLock } from './turn-lock.js';
import { executionKey, NO_TURN } from './turns.js';

const TROUBLE = { initial: 50, factor: 3, max: 5000, jitter: 0.3 };
/** After this many failures in a row it is left alone for a while. */
const MOST_FAILURES = 5;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const SHOW_SQL = `
  update saga_instances set status = $3, step = $4, updated_at = clock_timestamp()
   where id = $1 and owner = $2 and (status, step) is distinct from ($3, $4)`;

/** Told by the instances in hand of a worker. */
export interface Keeper {
  /** It is not in hand any more. */
  gone(instance: InstanceInHand): void;
  /** Its row says that it only waits, or soon will. */
  parked(instance: InstanceInHand, parked: Parked, written: Promise<void>): void;
  /** It cannot be moved: gives it back, and says when to try again. */
  setAside(instance: InstanceInHand, error: unknown): Promise<void>;
}

export interface TakeOptions {
  /** It has no events yet. */
  readonly isNew?: boolean;
  /** Its timers fire in the order of these places. */
  readonly place?: QueuePlace | null;
}

type Decide = (draft: SagaInstance, engine: SagaEngine) => { turn: Turn; taken?: number };

/** One instance that this worker moves: its moves come one after the other, its local work runs beside them. */
export class InstanceInHand {
  readonly lock = new TurnLock();
  /** The local executions under way. */
  readonly runs = new Map<string, LocalRun>();
  readonly progress: Progress;
  /** Of whoever started it, and caused by the message that it took in last. */
  context: ExecutionContext;
  readonly streamId: string;
  isGone = false;
  /** What has arrived for it up to this poke is known. */
  seenPokes = 0;
  private readonly attempts = new Map<string, Promise<void>>();
  private readonly inbox: InboxMessage[] = [];
  private readonly known = new Set<number>();
  private readonly times: StepTimes;
  private readonly place: QueuePlace | null;
  private standing: Standing | null;
  private timer: NodeJS.Timeout | undefined;
  private isDriven = false;
  private isWoken = false;
  private isWound = false;
  private failures = 0;

  constructor(
    readonly parts: RuntimeParts,
    private readonly keeper: Keeper,
    private readonly claimed: Claimed,
    { isNew = false, place = null }: TakeOptions = {},
  ) {
    const { row, progress, messages } = claimed;
    this.progress = progress;
    this.context = contextOf(parts.service, row);
    this.streamId = `saga-${row.id}`;
    this.place = place;
    this.times = new StepTimes(row.updatedAt);
    this.standing = isNew ? newStanding(row.id) : parts.cache.take(row.id, row.streamVersion);
    this.deliver(messages);
  }

  get id(): Uuid {
    return this.claimed.row.id;
  }

  /** Whether something has arrived that no move has taken in. */
  get hasMessages(): boolean {
    return this.inbox.length > 0;
  }

  /** Takes over what has arrived for it; what it knows already is left out. */
  deliver(messages: readonly InboxMessage[]): void {
    const news = messages.filter(({ seq }) => !this.known.has(seq));
    if (news.length === 0) return;
    for (const { seq } of news) this.known.add(seq);
    this.inbox.push(...news);
    this.inbox.sort((left, right) => left.seq - right.seq);
  }

  /** Moves it on as far as it gets. */
  wake(): void {
    this.isWoken = true;
    if (this.isDriven || this.isGone) return;
    this.isDriven = true;
    void runInContext(this.context, () => this.drive());
  }

  /** Lets go of it without another word: it belongs to somebody else, or the process ends. */
  drop(): void {
    this.interrupt();
    this.leave();
  }

  /** Aborts its local work, which is begun again later. */
  interrupt(): void {
    for (const run of this.runs.values()) run.interrupt();
    this.runs.clear();
  }

  /** Resolves when no move and no local work is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.attempts.values());
    const release = await this.lock.take();
    release();
  }

  /** Decides on a move; in its turn. */
  decide(decide: Decide, by: LocalRun | null = null): Move {
    const before = this.current;
    const instance = draftOf(this.id, before);
    const { turn, taken = 0 } = decide(instance, this.engineOf(before));
    const under = by ? 1 : 0;
    const isIdle = turn.actions.length === 0 && taken === this.inbox.length && this.attempts.size === under;
    return moveOf({
      row: this.claimed.row,
      instance,
      engine: this.engineFor(instance.state.definitionVersion),
      turn,
      before,
      taken: this.inbox.slice(0, taken),
      isIdle,
    });
  }

  /** Takes over a move that was committed; in its turn. */
  async accept(move: Move, by: LocalRun | null = null): Promise<void> {
    const { parts } = this;
    const { row } = this.claimed;
    this.failures = 0;
    this.standing = move.standing;
    this.inbox.splice(0, move.taken);
    if (by) this.runs.delete(by.key);
    countEvents(parts.metrics, row.saga, move.events, { times: this.times, startedAt: row.startedAt });
    if (parts.failpoint) await passEach(parts.failpoint, 'after', move.moments, row.id);
    for (const ref of move.turn.aborted) this.abort(ref);
    if (this.isGone) return;
    if (move.parked) this.leaveParked(move.parked);
    else for (const ref of move.turn.actions) this.begin(ref);
  }

  /** Local work takes long: its row says meanwhile where it stands. */
  async show(): Promise<void> {
    if (!this.standing || this.isGone) return;
    const { client, worker, logger } = this.parts;
    const { status, step } = this.standing.state;
    try {
      await client.query(SHOW_SQL, [this.id, worker, status, step], 'edda-saga-show');
    } catch (error) {
      logger.debug('Where a saga stands could not be shown.', this.describe(error));
    }
  }

  /** What came of local work is recorded: something else runs, or there is more to do. */
  afterRun(): void {
    if (this.isGone) return;
    if (this.runs.size === 0 || this.inbox.length > 0) this.wake();
    else this.setTimer();
  }

  /** Something went wrong that is no fault of its work: all that is known of it is dropped, and read again. */
  async failed(error: unknown): Promise<void> {
    if (this.isGone) return;
    const { logger, stopping } = this.parts;
    this.interrupt();
    this.standing = null;
    this.failures++;
    if (error instanceof Overtaken) {
      if (!(await this.isOwned())) return this.drop();
    } else if (this.failures >= MOST_FAILURES) {
      await this.keeper.setAside(this, error);
      return this.drop();
    } else {
      logger.warn('A saga could not be moved; it is tried again.', this.describe(error));
    }
    await pause(backoffDelay(this.failures, TROUBLE), stopping);
    this.wake();
  }

  /** For the log. */
  describe(error?: unknown): object {
    const { id, saga, correlationId } = this.claimed.row;
    return { saga, id, correlationId, ...(error !== undefined && { error: brief(error) }) };
  }

  private get current(): Standing {
    if (!this.standing) throw new Overtaken({ ...this.context, streamId: this.streamId, expected: 'any', actual: 0 });
    return this.standing;
  }

  private engineOf({ state }: Standing): SagaEngine {
    return this.engineFor(state.definitionVersion);
  }

  private engineFor(version: string): SagaEngine {
    const { saga, version: first } = this.claimed.row;
    return this.parts.definitions.get(saga, version || first);
  }

  private async drive(): Promise<void> {
    while (this.isWoken && !this.isGone) {
      this.isWoken = false;
      const release = await this.lock.take();
      try {
        if (!this.isGone) await this.goOn();
      } catch (error) {
        release();
        this.isDriven = false;
        return this.failed(error);
      } finally {
        this.place?.leave();
        release();
      }
    }
    this.isDriven = false;
  }

  private async goOn(): Promise<void> {
    const { stopping, clock } = this.parts;
    clearTimeout(this.timer);
    if (stopping.aborted) return this.parkIfEnded();
    this.standing ??= await this.load();
    if (this.standing.version === 0) await this.begins();
    while (this.inbox.length > 0 && !this.isGone) await this.takeMessages();
    for (let fired = true; fired && !this.isGone;) {
      const wakeAt = this.wakeAt();
      if (wakeAt === null || wakeAt > clock.now()) break;
      await this.place?.turn();
      const firing = this.commit((draft, engine) => ({ turn: engine.fire(draft, clock.now()) }), { inLine: true });
      this.place?.leave();
      fired = await firing;
    }
    if (stopping.aborted) return this.parkIfEnded();
    if (this.isGone) return;
    for (const ref of this.engineOf(this.current).openActions(draftOf(this.id, this.current))) this.begin(ref);
    if (this.runs.size > 0) this.setTimer();
    else if (this.attempts.size > 0 && !this.isWound) void this.windDown();
    else this.park();
  }

  /** It is not given back while work that was aborted still goes on: two of the same would run side by side. */
  private async windDown(): Promise<void> {
    await Promise.all(this.attempts.values());
    this.isWound = true;
    this.wake();
  }

  private async load(): Promise<Standing> {
    const { aggregate, version, snapshotVersion } = await this.parts.repository.load(this.id);
    return { state: aggregate.state, version, snapshotVersion };
  }

  private async begins(): Promise<void> {
    const { first } = this.claimed.row;
    if (!first) throw new Error(`Saga ${this.id} has neither events nor a first state.`);
    await this.commit((draft, engine) => ({ turn: engine.start(draft, first.state, this.parts.clock.now()) }));
  }

  private async takeMessages(): Promise<void> {
    const { definitions, clock, metrics, logger } = this.parts;
    let verdicts: readonly Verdict[] = [];
    try {
      await this.commit((draft) => {
        const received = receiveMessages(definitions, this.claimed.row, draft, this.inbox, clock.now());
        ({ verdicts } = received);
        this.context = { ...this.context, ...this.inbox[received.taken - 1]?.cause };
        return received;
      });
      for (const verdict of verdicts) metrics.messages(verdict, 1);
    } catch (error) {
      if (!isUnkeepable(error)) throw error;
      logger.warn('What a message leads to cannot be kept in the history of its saga.', this.describe(error));
      await this.takeAlone(error);
    }
  }

  /** Of several messages it is not known which one is at fault: the first is taken alone, or what stands for it. */
  private async takeAlone(fault: EddaError): Promise<void> {
    const { definitions, clock } = this.parts;
    const [first] = this.inbox;
    if (!first) return;
    for (const message of [first, insteadOf(first, fault)]) {
      try {
        await this.commit((draft) =>
          message
            ? receiveMessages(definitions, this.claimed.row, draft, [message], clock.now())
            : { turn: NO_TURN, taken: 1 },
        );
        return;
      } catch (error) {
        if (message === null || !isUnkeepable(error)) throw error;
      }
    }
  }

  /** @returns whether it has changed anything */
  private async commit(decide: Decide, { inLine = false } = {}): Promise<boolean> {
    const move = this.decide(decide);
    if (inLine || rowsOf(move) || move.turn.commands.length > 0) await this.parts.groups.commit(move, this.context);
    else if (move.events.length > 0) await this.write(move);
    await this.accept(move);
    return move.events.length > 0;
  }

  private async write(move: Move): Promise<void> {
    const { unitOfWork } = this.parts;
    const outcome = await runInContext(this.context, () => unitOfWork.run(() => writeWhole(this.parts, move)));
    if (!outcome.committed) throw new Overtaken(outcome.conflict);
  }

  private begin(ref: ActionRef): void {
    const key = executionKey(ref);
    if (this.runs.has(key) || this.parts.stopping.aborted) return;
    const work = this.engineOf(this.current).prepare(draftOf(this.id, this.current), ref);
    if (!work) return;
    const run = new LocalRun(this, ref, work);
    this.runs.set(key, run);
    this.isWound = false;
    // What undoes an execution waits for an attempt at it that has not ended yet.
    const before = [key, executionKey({ ...ref, compensation: false })].flatMap(
      (each) => this.attempts.get(each) ?? [],
    );
    const attempt = runInContext(this.context, () => run.run(before)).finally(() => {
      if (this.attempts.get(key) === attempt) this.attempts.delete(key);
    });
    this.attempts.set(key, attempt);
  }

  private abort(ref: ActionRef): void {
    const key = executionKey(ref);
    this.runs.get(key)?.interrupt();
    this.runs.delete(key);
  }

  private wakeAt(): Date | null {
    return this.engineOf(this.current).wakeAt(draftOf(this.id, this.current));
  }

  private setTimer(): void {
    clearTimeout(this.timer);
    const wakeAt = this.wakeAt();
    if (wakeAt === null) return;
    this.timer = setTimeout(() => this.wake(), Math.min(LONGEST_TIMER_MS, this.parts.clock.until(wakeAt) + 1));
  }

  /** The rest is given back by its worker. */
  private parkIfEnded(): void {
    if (this.standing && hasEnded(this.standing)) this.park();
  }

  private park(): void {
    const parked = parkedOf(this.claimed.row, this.current, this.wakeAt());
    this.leaveParked(parked, this.writeParked(parked));
  }

  private async writeParked(parked: Parked): Promise<void> {
    const { failpoint, parking } = this.parts;
    if (failpoint) await failpoint('before:parked', this.id);
    await parking.park(parked);
    if (failpoint) await failpoint('after:parked', this.id);
  }

  private leaveParked(parked: Parked, written = Promise.resolve()): void {
    if (this.isGone) return;
    if (!parked.ended && this.standing) this.parts.cache.put(this.id, this.standing);
    this.keeper.parked(this, parked, written);
    this.leave();
  }

  private leave(): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.timer);
    this.place?.leave();
    this.keeper.gone(this);
  }

  private async isOwned(): Promise<boolean> {
    const { client, worker, logger } = this.parts;
    try {
      const rows = await client.query('select from saga_instances where id = $1 and owner = $2', [this.id, worker]);
      return rows.length > 0;
    } catch (error) {
      logger.debug('Whose a saga is could not be asked.', this.describe(error));
      return true;
    }
  }
}
