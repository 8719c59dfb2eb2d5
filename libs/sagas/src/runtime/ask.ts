import type { SqlClient, UnitOfWork } from '@edda/event-store';
import { contextOrNew, EddaError, newId, type Uuid } from '@edda/kernel';
import type { SagaControl, SagaMessage } from '../engine/saga-message.js';
import { bodyOf } from '../inbox/inbox-message.js';
import { messageStatement } from '../inbox/inbox-statements.js';
import type { SagaOverview } from './sagas.js';

/** Messages that may wait for one instance. */
export const MOST_WAITING = 100_000;
const MOST_TEXT = 1000;
const MOST_NAME = 200;

/** Which instance a message is for. */
export type Addressee = Pick<SagaOverview, 'id' | 'tenantId'>;

/**
 * Writes a control into the inbox of an instance, in the running unit of work or one of its own.
 *
 * @returns the id of the message; its row is there until it is taken in
 * @throws EddaError `SAGA.INVALID_TRANSITION` for an instance that has ended, unless it is to be cancelled and is so already; `SAGA.MESSAGE_INVALID`; `SAGA.INBOX_FULL`
 */
export async function controlSaga(
  unitOfWork: UnitOfWork,
  saga: Addressee & Pick<SagaOverview, 'status'>,
  control: SagaControl,
): Promise<Uuid> {
  checkText('reason', control.reason);
  checkText('by', control.by);
  // Asked for again: there is nothing left to be taken in.
  if (control.action === 'cancel' && saga.status === 'cancelled') return newId();
  if (['completed', 'failed', 'cancelled'].includes(saga.status)) {
    throw new EddaError(
      'conflict',
      'SAGA.INVALID_TRANSITION',
      `Saga ${saga.id} is ${saga.status}: it has ended, and nobody can ${control.action} it any more.`,
    );
  }
  const id = newId();
  await writeMessage(unitOfWork, saga, { kind: 'control', id, control }, 0);
  return id;
}

/**
 * Writes a signal into the inbox of an instance, in the running unit of work or one of its own.
 *
 * @returns the id of the message
 * @throws EddaError `SAGA.MESSAGE_INVALID`, `SAGA.MESSAGE_TOO_LARGE`, `SAGA.INBOX_FULL`
 */
export async function signalSaga(
  unitOfWork: UnitOfWork,
  saga: Addressee,
  signal: string,
  payload: unknown,
  by: string,
  { id = newId(), patienceMs = 0 }: { readonly id?: Uuid; readonly patienceMs?: number } = {},
): Promise<Uuid> {
  if (typeof signal !== 'string' || signal.length === 0 || signal.length > MOST_NAME) {
    throw invalid(`The name of a signal has 1 to ${MOST_NAME} characters, this one ${String(signal).length}.`);
  }
  checkText('by', by);
  await writeMessage(unitOfWork, saga, { kind: 'signal', id, signal, payload, by }, patienceMs);
  return id;
}

async function writeMessage(
  unitOfWork: UnitOfWork,
  { id: instanceId, tenantId }: Addressee,
  message: Exclude<SagaMessage, { kind: 'outcome' }>,
  patienceMs: number,
): Promise<void> {
  const { kind, id: messageId } = message;
  const body = bodyOf(message);
  await assertRoom(unitOfWork.reader(), instanceId);
  const { causationId, traceparent } = contextOrNew();
  const sender = { tenantId, causationId, traceparent };
  const statement = messageStatement({ ...sender, instanceId, messageId, kind, body, patienceMs });
  await unitOfWork.runOrJoin(() => Promise.resolve(unitOfWork.write(statement)));
}

async function assertRoom(client: SqlClient, id: Uuid): Promise<void> {
  const [row] = await client.query<{ waiting: number }>(
    'select count(*)::int as waiting from (select from saga_inbox where instance_id = $1 limit $2) as waiting',
    [id, MOST_WAITING],
    'edda-saga-waiting',
  );
  if ((row?.waiting ?? 0) < MOST_WAITING) return;
  throw new EddaError(
    'rate-limited',
    'SAGA.INBOX_FULL',
    `${MOST_WAITING} messages wait for saga ${id}: try again when it has taken them in.`,
  );
}

function checkText(field: string, text: string): void {
  if (typeof text === 'string' && text.length > 0 && text.length <= MOST_TEXT) return;
  throw invalid(`${field} has 1 to ${MOST_TEXT} characters, this one ${String(text).length}.`);
}

function invalid(sentence: string): EddaError {
  return new EddaError('invalid', 'SAGA.MESSAGE_INVALID', sentence);
}
