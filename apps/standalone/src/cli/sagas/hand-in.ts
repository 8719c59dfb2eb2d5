import type { Uuid } from '@edda/kernel';
import type { SagaControl, SagaOverview, SagaStatus } from '@edda/sagas';
import { readSagaTimeline, steerSaga } from '@edda/service';
import type { CommandDeps } from '../command-deps.js';
import { DEFAULT_PACE } from '../pace.js';
import type { ServiceSagas } from './saga-options.js';

const STANDS: Readonly<Record<SagaStatus, string>> = {
  new: 'has not begun',
  running: 'is running',
  compensating: 'is going back',
  paused: 'is paused',
  stuck: 'is stuck',
  completed: 'is completed',
  failed: 'has failed',
  cancelled: 'was cancelled',
};

/** What became of a request to one saga. */
export interface Handed {
  readonly service: string;
  readonly id: Uuid;
  readonly saga: string;
  /** False while no process of the service has taken it in. */
  readonly taken: boolean;
  readonly status: SagaStatus;
  readonly sentence: string;
}

/**
 * Hands a request to a saga and waits a moment until its service has taken it in.
 *
 * @throws EddaError `SAGA.INVALID_TRANSITION` when it cannot be done
 */
export async function handIn(
  { service, store, saga }: ServiceSagas & { saga: SagaOverview },
  ask: SagaControl | { readonly action: 'signal' },
  hand: () => Promise<Uuid>,
  { signal, pace }: Pick<CommandDeps, 'signal' | 'pace'>,
): Promise<Handed> {
  const current = async (): Promise<SagaStatus> => (await readSagaTimeline(store, saga)).status;
  const taken = await steerSaga(store, saga, ask, hand, current, {
    signal,
    withinMs: pace?.takenMs ?? DEFAULT_PACE.takenMs,
  });
  const status = taken ? await current() : saga.status;
  const name = `${saga.saga} ${saga.id}`;
  const sentence = taken
    ? `${name} has taken it in: it ${STANDS[status]}.`
    : `${name} takes it in within seconds while ${service} runs, else when it starts.`;
  return { service, id: saga.id, saga: saga.saga, taken, status, sentence };
}
