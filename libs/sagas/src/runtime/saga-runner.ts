import { AggregateRepository, poolClient, type SqlClient } from '@edda/event-store';
import { contextOrNew, currentContext, EddaError, isUuid, newId, nextMessageId, pause, type Uuid } from '@edda/kernel';
import type { AnySagaDefinition, SagaDefinition } from '../definition/saga-definition.js';
import type { StepOutcome } from '../definition/outcome.js';
import type { SagaControl } from '../engine/saga-message.js';
import { bodyOf, keptJson } from '../inbox/inbox-message.js';
import { settleStatement } from '../inbox/inbox-statements.js';
import { SagaInstance } from '../instance/saga-instance.js';
import { NO_SAGA_METRICS } from '../metrics/saga-metrics.js';
import { controlSaga, signalSaga } from './ask.js';
import { brief } from './brief.js';
import { ConnectionPlaces } from './connection-places.js';
import { DatabaseClock } from './database-clock.js';
import { MoveGroups } from './move-groups.js';
import { nestSagaLogger } from './nest-logger.js';
import { Parking } from './parking.js';
import { DEFAULT_CONCURRENCY, DEFAULT_LEASE_MS, DEFAULT_POLL_MS, type SagaRunnerOptions } from './runner-options.js';
import type { RuntimeParts } from './runtime-parts.js';
import { SagaDefinitions } from './saga-definitions.js';
import { getSaga, listSagas } from './saga-list.js';
import type { SagaFilter, SagaOverview, Sagas, SignalOptions, StartOptions } from './sagas.js';
import { StandingCache } from './standing.js';
import { assertSame, insertInstances, Starts, type NewInstance } from './starts.js';
import { assertVersionsKnown } from './versions-in-use.js';
import { WorkLoop } from './work-loop.js';
import { Worker } from './worker.js';

const MOST_CACHED = 1000;
/** Of the driver. */
const DEFAULT_POOL_SIZE = 10;
/** Connections that local work never holds while it waits. */
const CONNECTIONS_FOR_TURNS = 2;
const DEFAULT_PATIENCE_MS = 3_600_000;
const LONGEST_PATIENCE_MS = 30 * 86_400_000;

/** The sagas of one service, moved by this process and any other one over the same database. */
export class SagaRunner implements Sagas {
  private readonly known = new SagaDefinitions();
  private readonly stopping = new AbortController();
  private readonly client: SqlClient;
  private readonly parts: RuntimeParts;
  private readonly worker: Worker;
  private readonly loop: WorkLoop;
  private readonly starts: Starts;
  private isBegun = false;

  constructor(private readonly options: SagaRunnerOptions) {
    const { service, dataSource, unitOfWork, logger = nestSagaLogger(), metrics = NO_SAGA_METRICS } = options;
    const { leaseMs = DEFAULT_LEASE_MS, pollMs = DEFAULT_POLL_MS, concurrency = DEFAULT_CONCURRENCY } = options;
    const { poolSize = DEFAULT_POOL_SIZE } = dataSource.options as { poolSize?: number };
    const worker = newId();
    this.client = poolClient(dataSource);
    const { client } = this;
    const onTrouble = (error: unknown): void => logger.warn('Sagas could not be parked.', { error: brief(error) });
    const parts = {
      service,
      worker,
      unitOfWork,
      client,
      connections: new ConnectionPlaces(Math.max(1, poolSize - CONNECTIONS_FOR_TURNS)),
      repository: new AggregateRepository(SagaInstance, unitOfWork),
      definitions: this.known,
      clock: new DatabaseClock(),
      parking: new Parking(client, worker, onTrouble),
      cache: new StandingCache(MOST_CACHED),
      logger,
      metrics,
      failpoint: options.failpoint ?? null,
      stopping: this.stopping.signal,
    };
    this.parts = { ...parts, groups: new MoveGroups(parts) };
    this.worker = new Worker(this.parts, concurrency);
    this.loop = new WorkLoop(this.worker, { leaseMs, pollMs });
    this.worker.report(this.loop);
    this.starts = new Starts(this.worker);
  }

  register<State>(...definitions: readonly SagaDefinition<State>[]): void {
    for (const definition of definitions) this.known.add(definition as AnySagaDefinition);
  }

  get definitions(): readonly AnySagaDefinition[] {
    return this.known.all;
  }

  /**
   * Begins to move instances, also those that others left behind. Before, they are only written down.
   *
   * @throws EddaError `SAGA.VERSION_IN_USE`
   */
  async begin(): Promise<void> {
    if (this.isBegun) return;
    await assertVersionsKnown(this.client, this.known);
    await this.loop.start();
    this.isBegun = true;
  }

  /** Begins nothing more, aborts local work and gives all back, within the deadline in milliseconds. */
  async stop(deadlineMs = 10_000): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    if (!this.isBegun) return;
    const done = new AbortController();
    const until = pause(deadlineMs, done.signal);
    await Promise.race([this.loop.stop(), until]);
    await this.worker.stop(until);
    this.loop.end();
    done.abort();
  }

  async start(saga: string, id: Uuid, state: unknown, { version }: StartOptions = {}): Promise<boolean> {
    const { definition } = this.known.get(saga, version);
    const json = keptJson(state, `state of ${saga}`);
    const context = currentContext() ?? contextOrNew(this.parts.service);
    const instance: NewInstance = { id: idOf(id), saga, version: definition.version, json, context };
    const { unitOfWork, worker, clock } = this.parts;
    if (!unitOfWork.isActive) {
      return this.isBegun ? this.starts.start(instance) : this.insert(instance, this.client);
    }
    const client = unitOfWork.client();
    const [started] = await insertInstances(client, [instance], worker, 0);
    if (!started) {
      await assertSame(client, instance);
      return false;
    }
    unitOfWork.afterCommit(() => {
      this.worker.due(clock.now());
      if (started.expected) this.worker.poke();
    });
    return true;
  }

  async settle(awaitedId: Uuid, outcome: StepOutcome): Promise<void> {
    const body = bodyOf({ kind: 'outcome', id: idOf(awaitedId), outcome });
    await this.write(async () => {
      this.parts.unitOfWork.write(settleStatement(contextOrNew(), awaitedId, body));
    });
  }

  async signal(id: Uuid, signal: string, payload?: unknown, options: SignalOptions = {}): Promise<Uuid> {
    const { tenantId, userId } = contextOrNew();
    const { service, unitOfWork } = this.parts;
    const { id: messageId = nextMessageId(), patienceMs = DEFAULT_PATIENCE_MS, by = userId ?? service } = options;
    if (!(patienceMs >= 0 && patienceMs <= LONGEST_PATIENCE_MS)) {
      throw new EddaError('invalid', 'SAGA.MESSAGE_INVALID', `The patience ${patienceMs} is not within 0 to 30 days.`);
    }
    const addressee = { id: idOf(id), tenantId };
    await this.write(() => signalSaga(unitOfWork, addressee, signal, payload, by, { id: idOf(messageId), patienceMs }));
    return messageId;
  }

  async control(id: Uuid, control: SagaControl): Promise<Uuid> {
    const saga = await this.get(id);
    if (!saga) throw new EddaError('not-found', 'SAGA.NOT_FOUND', `There is no saga with the id ${id}.`);
    if (control.action === 'migrate') this.known.get(saga.saga, control.toVersion);
    return this.write(() => controlSaga(this.parts.unitOfWork, saga, control));
  }

  async list(
    filter: SagaFilter,
    page: { limit: number; before?: { startedAt: Date; id: Uuid } },
  ): Promise<SagaOverview[]> {
    return listSagas(this.parts.unitOfWork.reader(), { ...filter, tenantId: contextOrNew().tenantId }, page);
  }

  async get(id: Uuid): Promise<SagaOverview | null> {
    return isUuid(id) ? getSaga(this.parts.unitOfWork.reader(), id, contextOrNew().tenantId) : null;
  }

  private async insert(instance: NewInstance, client: SqlClient): Promise<boolean> {
    const { length } = await insertInstances(client, [instance], this.parts.worker, 0);
    if (length === 0) await assertSame(client, instance);
    return length > 0;
  }

  /** In the running unit of work or one of its own; once it is committed whoever has the instance looks. */
  private async write<T>(work: () => Promise<T>): Promise<T> {
    const { unitOfWork } = this.parts;
    const outcome = await unitOfWork.runOrJoin(async () => {
      const value = await work();
      unitOfWork.afterCommit(() => this.worker.poke());
      return value;
    });
    if (outcome.committed) return outcome.value;
    throw new Error('A unit of work without appends had a conflict.');
  }
}

/** @throws EddaError `SAGA.ID_INVALID` */
function idOf(id: unknown): Uuid {
  if (isUuid(id)) return id;
  throw new EddaError(
    'invalid',
    'SAGA.ID_INVALID',
    `${JSON.stringify(id)} cannot be the id of a saga, nor of a message for one: give a UUID in small letters.`,
  );
}
