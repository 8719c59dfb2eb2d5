import { poolClient, type PostgresEventStore, type SqlClient } from '@edda/event-store';
import { EddaError, pause, type Uuid } from '@edda/kernel';
import type { SagaControl, SagaOverview, SagaStatus } from '@edda/sagas';
import { readSagaEvents, sagaStream } from './read-saga.js';

/** How long somebody who steps in waits until the instance has taken it in, in milliseconds. */
const TAKEN_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

export interface Steering {
  /** How long to wait until it is taken in; {@link TAKEN_WITHIN_MS} unless given. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

type Ask = SagaControl | { readonly action: 'signal' };

/** What an instance that took no notice of a request must be for that to be right: it was so already. */
const ALREADY: Partial<Record<Ask['action'], readonly SagaStatus[]>> = {
  pause: ['paused'],
  resume: ['running', 'compensating', 'stuck'],
  cancel: ['cancelled'],
};

/**
 * Hands an instance a request, and waits until it has taken it in.
 *
 * @param hand puts it into the inbox of the instance and returns its id
 * @param current how the instance is now, for what it refused
 * @returns whether it has taken it in; not yet, where no process moves it in time
 * @throws EddaError `SAGA.INVALID_TRANSITION` when it could not be done any more when its turn came
 */
export async function steerSaga(
  store: PostgresEventStore,
  instance: SagaOverview,
  ask: Ask,
  hand: () => Promise<Uuid>,
  current: () => Promise<SagaStatus>,
  { withinMs = TAKEN_WITHIN_MS, signal }: Steering = {},
): Promise<boolean> {
  const before = (await store.streamState(sagaStream(instance)))?.version ?? 0;
  const id = await hand();
  const client = poolClient(store.dataSource);
  const deadline = performance.now() + withinMs;
  while (await isWaiting(client, instance.id, id)) {
    if (performance.now() >= deadline || signal?.aborted) return false;
    await pause(LOOK_EVERY_MS, signal);
  }
  for await (const { data } of readSagaEvents(store, instance, { from: before + 1 })) {
    if ((data as { id?: unknown }).id === id) return true;
  }
  // No step of it waits for another attempt: to take notice of the request was one.
  if (ask.action === 'retry' && instance.failure?.code === 'SAGA.CANNOT_MOVE') return true;
  // It is being called off already.
  if (ask.action === 'cancel' && instance.failure?.code === 'SAGA.CANCELLED') return true;
  const status = await current();
  if (ALREADY[ask.action]?.includes(status)) return true;
  throw new EddaError(
    'conflict',
    'SAGA.INVALID_TRANSITION',
    `Saga ${instance.saga} ${instance.id} is ${status}: ${refusal(ask.action)}.`,
  );
}

async function isWaiting(client: SqlClient, instanceId: Uuid, messageId: Uuid): Promise<boolean> {
  const rows = await client.query(
    'select from saga_inbox where instance_id = $1 and message_id = $2',
    [instanceId, messageId],
    'saga-message-waits',
  );
  return rows.length > 0;
}

function refusal(action: Ask['action']): string {
  return action === 'signal' ? 'it takes no such signal' : `it cannot ${action} now`;
}
