import type { SqlClient } from '@edda/event-store';
import { EddaError, type ExecutionContext, type Uuid } from '@edda/kernel';
import type { Worker } from './worker.js';

/** An instance that is about to be. */
export interface NewInstance {
  readonly id: Uuid;
  readonly saga: string;
  readonly version: string;
  /** Its first state. */
  readonly json: string;
  readonly context: ExecutionContext;
}

/** One that is there already is left as it is. What waits for it in the inbox is delivered. */
const START_SQL = `
  with started as (
    insert into saga_instances (id, tenant_id, saga, version, first_state, owner, wake_at, correlation_id, causation_id,
                                user_id, traceparent)
    select n.id, n.tenant_id, n.saga, n.version, n.first_state::json, n.owner,
           case when n.owner is null then clock_timestamp() end, n.correlation_id, n.causation_id, n.user_id, n.traceparent
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[],
                  $9::text[], $10::text[]) with ordinality
           as n (id, tenant_id, saga, version, first_state, owner, correlation_id, causation_id, user_id, traceparent, ord)
     order by n.ord
    on conflict (id) do nothing
    returning id, owner, started_at),
  adopted as (
    update saga_inbox i set waiting = false, expires_at = null from started s
     where i.instance_id = s.id and i.waiting returning i.instance_id)
  select s.id, s.owner is not null as owned, s.started_at as "startedAt",
         exists (select from adopted a where a.instance_id = s.id) as expected
    from started s`;

export interface StartedInstance {
  readonly id: Uuid;
  readonly owned: boolean;
  readonly startedAt: Date;
  /** Whether messages wait for it. */
  readonly expected: boolean;
}

/** @param owned as many of them, from the first on, are the worker's own */
export function insertInstances(
  client: SqlClient,
  instances: readonly NewInstance[],
  worker: Uuid,
  owned: number,
): Promise<StartedInstance[]> {
  return client.query<StartedInstance>(
    START_SQL,
    [
      instances.map(({ id }) => id),
      instances.map(({ context }) => context.tenantId),
      instances.map(({ saga }) => saga),
      instances.map(({ version }) => version),
      instances.map(({ json }) => json),
      instances.map((_, index) => (index < owned ? worker : null)),
      instances.map(({ context }) => context.correlationId),
      instances.map(({ context }) => context.causationId),
      instances.map(({ context }) => context.userId),
      instances.map(({ context }) => context.traceparent),
    ],
    'edda-saga-start',
  );
}

/** @throws EddaError `SAGA.ID_TAKEN` when the instance with this id is of another saga, or of another tenant */
export async function assertSame(client: SqlClient, { id, saga, context }: NewInstance): Promise<void> {
  const [row] = await client.query<{ saga: string; tenant_id: string }>(
    'select saga, tenant_id from saga_instances where id = $1',
    [id],
  );
  if (!row || (row.saga === saga && row.tenant_id === context.tenantId)) return;
  throw new EddaError(
    'conflict',
    'SAGA.ID_TAKEN',
    `The id ${id} is that of another saga: start ${saga} under an id of its own.`,
  );
}

const MOST_STARTED = 200;

interface WaitingStart {
  readonly instance: NewInstance;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts instances outside of a unit of work: those that come together are written together. */
export class Starts {
  private waiting: WaitingStart[] = [];
  private isRunning = false;

  constructor(private readonly worker: Worker) {}

  /** @returns whether it was started by this */
  start(instance: NewInstance): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ instance, resolve, reject });
      if (this.isRunning) return;
      this.isRunning = true;
      process.nextTick(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // In one order everywhere, so that two who start the same ones wait for each other in turn.
      const batch = this.waiting
        .splice(0, MOST_STARTED)
        .sort((left, right) => (left.instance.id < right.instance.id ? -1 : 1));
      await this.write(batch).catch((error: unknown) => {
        for (const { reject } of batch) reject(error);
      });
    }
    this.isRunning = false;
  }

  private async write(batch: readonly WaitingStart[]): Promise<void> {
    const { worker } = this;
    const { client, worker: self, clock } = worker.parts;
    const { pokes } = worker;
    const reserved = worker.reserve(batch.length);
    let started: Map<Uuid, StartedInstance>;
    try {
      const instances = batch.map(({ instance }) => instance);
      const rows = await insertInstances(client, instances, self, reserved);
      started = new Map(rows.map((row) => [row.id, row]));
    } finally {
      worker.free(reserved);
    }
    for (const { instance, resolve, reject } of batch) {
      const row = started.get(instance.id);
      // Of two with one id in a batch the first has started it.
      started.delete(instance.id);
      if (!row) assertSame(client, instance).then(() => resolve(false), reject);
      else {
        if (row.owned) worker.take(asClaimed(instance, row), pokes, { isNew: true });
        else worker.due(clock.now());
        if (row.expected) worker.poke();
        resolve(true);
      }
    }
  }
}

function asClaimed({ id, saga, version, json, context }: NewInstance, { startedAt }: StartedInstance) {
  const { tenantId, correlationId, causationId, userId, traceparent } = context;
  const row = {
    ...{ id, tenantId, saga, version, correlationId, causationId, userId, traceparent, startedAt },
    ...({ status: 'running', step: null, streamVersion: 0, failure: null, updatedAt: startedAt } as const),
    first: { state: JSON.parse(json) as unknown },
  };
  return { row, messages: [], progress: new Map<string, unknown>() };
}
