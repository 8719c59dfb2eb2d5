import { backoffDelay, pause, runInContext, type ExecutionContext, type Uuid } from '@edda/kernel';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { ActionRef } from '../engine/turn.js';
import { ArrivedMessages } from '../inbox/arrived-messages.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import { countEvents, StepTimes } from '../metrics/count-events.js';
import { brief } from './brief.js';
import type { Keeper, TakeOptions } from './keeper.js';
import { takeMessages } from './take-messages.js';
import type { Claimed } from './claims.js';
import { passEach } from './failpoint.js';
import type { LocalRun } from './local-run.js';
import { LocalRuns } from './local-runs.js';
import {
  EndFailed,
  hasEnded,
  moveOf,
  Overtaken,
  parkedOf,
  rowsOf,
  writeWhole,
  type Decide,
  type Move,
} from './moves.js';
import type { Parked } from './parking.js';
import type { Progress } from './progress.js';
import type { QueuePlace } from './queue-place.js';
import { contextOf, type RuntimeParts } from './runtime-parts.js';
import { draftOf, newStanding, type Standing } from './standing.js';
import { TurnLock } from './turn-lock.js';
import { isOwner, showStanding } from './worker-lease.js';

const TROUBLE = { initial: 50, factor: 3, max: 5000, jitter: 0.3 };
/** After this many failures in a row it is left alone for a while. */
const MOST_FAILURES = 5;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One instance that this worker moves: its moves come one after the other, its local work runs beside them. */
export class InstanceInHand {
  readonly lock = new TurnLock();
  readonly runs = new LocalRuns(this);
  readonly progress: Progress;
  /** Of whoever started it, and caused by the message that it took in last. */
  context: ExecutionContext;
  readonly streamId: string;
  isGone = false;
  /** What is done at its end has failed: what local work comes to is recorded before, so that it is not done again. */
  endsLater = false;
  /** What has arrived for it up to this poke is known. */
  seenPokes = 0;
  private readonly arrived = new ArrivedMessages();
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

  /** Whether messages have come for it; more than it was told of may lie behind them. */
  get hadMessages(): boolean {
    return this.arrived.total > 0;
  }

  /** Takes over what has arrived for it. */
  deliver(messages: readonly InboxMessage[]): void {
    this.arrived.add(messages);
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
    this.runs.interrupt();
    this.leave();
  }

  /** Resolves when no move and no local work is under way. */
  async settled(): Promise<void> {
    await this.runs.settled();
    const release = await this.lock.take();
    release();
  }

  /** Decides on a move; in its turn. */
  decide(decide: Decide, by: LocalRun | null = null): Move {
    const before = this.current;
    const instance = draftOf(this.id, before);
    const { turn, taken = [] } = decide(instance, this.engineOf(before));
    const { waiting } = this.arrived;
    const isIdle =
      turn.actions.length === 0 && taken.length === waiting.length && this.runs.unfinished === (by ? 1 : 0);
    return moveOf({
      row: this.claimed.row,
      instance,
      engine: this.engineFor(instance.state.definitionVersion),
      turn,
      before,
      taken,
      isIdle,
    });
  }

  /** Takes over a move that was committed; in its turn. */
  async accept(move: Move, by: LocalRun | null = null): Promise<void> {
    const { parts } = this;
    const { row } = this.claimed;
    this.failures = 0;
    this.standing = move.standing;
    this.arrived.take(move.taken);
    if (by) this.runs.done(by);
    countEvents(parts.metrics, row.saga, move.events, { times: this.times, startedAt: row.startedAt });
    if (parts.failpoint) await passEach(parts.failpoint, 'after', move.moments, row.id);
    for (const ref of move.turn.aborted) this.runs.abort(ref);
    if (this.isGone) return;
    if (move.parked) this.leaveParked(move.parked);
    else for (const ref of move.turn.actions) this.begin(ref);
  }

  /** Local work takes long: its row says meanwhile where it stands. */
  async show(): Promise<void> {
    if (!this.standing || this.isGone) return;
    const { client, worker, logger } = this.parts;
    try {
      await showStanding(client, worker, this.id, this.standing.state);
    } catch (error) {
      logger.debug('Where a saga stands could not be shown.', this.describe(error));
    }
  }

  /** What came of local work is recorded: something else runs, or there is more to do. */
  afterRun(): void {
    if (this.isGone) return;
    if (this.runs.isEmpty || this.arrived.waiting.length > 0) this.wake();
    else this.setTimer();
  }

  /** Something went wrong that is no fault of its work: all that is known of it is dropped, and read again. */
  async failed(error: unknown): Promise<void> {
    if (this.isGone) return;
    const { logger, stopping } = this.parts;
    this.runs.interrupt();
    this.standing = null;
    this.failures++;
    if (error instanceof EndFailed) this.endsLater = true;
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
    const hasMessages = this.arrived.waiting.length > 0;
    while (this.arrived.waiting.length > 0 && !this.isGone) await this.takeMessages();
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
    if (this.runs.isEmpty && (this.runs.unfinished === 0 || this.isWound)) return this.park();
    if (this.runs.isEmpty) void this.windDown();
    else this.setTimer();
    if (hasMessages) this.keeper.mayHaveMore();
  }

  /** It is not given back while work that was aborted still goes on: two of the same would run side by side. */
  private async windDown(): Promise<void> {
    await this.runs.settled();
    this.isWound = true;
    this.wake();
  }

  private async load(): Promise<Standing> {
    const { aggregate, version, snapshotVersion } = await this.parts.repository.load(this.id);
    return { state: aggregate.state, version, snapshotVersion };
  }

  private takeMessages(): Promise<void> {
    return takeMessages({
      parts: this.parts,
      row: this.claimed.row,
      arrived: this.arrived,
      causedBy: (cause) => (this.context = { ...this.context, ...cause }),
      commit: (decide) => this.commit(decide),
      describe: (error) => this.describe(error),
    });
  }

  private async begins(): Promise<void> {
    const { first } = this.claimed.row;
    if (!first) throw new Error(`Saga ${this.id} has neither events nor a first state.`);
    await this.commit((draft, engine) => ({ turn: engine.start(draft, first.state, this.parts.clock.now()) }));
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
    if (this.runs.has(ref) || this.parts.stopping.aborted) return;
    const work = this.engineOf(this.current).prepare(draftOf(this.id, this.current), ref);
    if (!work) return;
    this.isWound = false;
    this.runs.begin(ref, work, this.context);
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
      return await isOwner(client, worker, this.id);
    } catch (error) {
      logger.debug('Whose a saga is could not be asked.', this.describe(error));
      return true;
    }
  }
}
