import { catalogue, message, validateMessage } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import { deriveId, EddaError, IdDerivation, pause, runInContext } from '@edda/kernel';
import type { Delivery } from '../envelope/delivery.js';
import { markHandled } from './inbox.js';
import type { Subscription } from './subscription.js';

/** Thrown inside a unit of work to undo it: another delivery of the same message has committed meanwhile. */
class AlreadyHandled extends Error {}

const CONFLICT_ATTEMPTS = 10;

/**
 * Hands one message to its handler. What the handler changes and the mark "handled" commit together; a message that was
 * handled before changes nothing.
 */
export async function deliver(
  service: string,
  unitOfWork: UnitOfWork,
  subscription: Subscription,
  received: Delivery,
): Promise<void> {
  const delivery = { ...received, data: readData(subscription, received) };
  for (let attempt = 1; ; attempt++) {
    const outcome = await inDelivery(service, subscription, delivery, () =>
      unitOfWork.run(async () => {
        await subscription.handle(delivery);
        await markOnce(unitOfWork, subscription, delivery);
      }),
    ).catch((error: unknown) => {
      if (error instanceof AlreadyHandled) return { committed: true as const };
      throw error;
    });
    if (outcome.committed) return;
    if (attempt === CONFLICT_ATTEMPTS) {
      const { streamId } = outcome.conflict;
      throw new EddaError('unavailable', 'STREAM_CONFLICT', `Stream ${streamId} kept changing while it was written.`);
    }
    await pause(attempt * 5 * Math.random());
  }
}

/** Answers a command that its handler refuses: the mark "handled" and the reply commit together. */
export async function reject(
  service: string,
  unitOfWork: UnitOfWork,
  subscription: Subscription,
  delivery: Delivery,
  refusal: EddaError,
): Promise<void> {
  const { rejection } = subscription;
  if (!rejection) throw refusal;
  await inDelivery(service, subscription, delivery, () =>
    unitOfWork.run(async () => {
      const data = {
        commandId: delivery.id,
        commandType: delivery.type,
        code: refusal.code,
        detail: refusal.message,
      };
      unitOfWork.send(message(rejection, data), { key: delivery.streamId, id: deriveId(delivery.id, 'rejected') });
      await markOnce(unitOfWork, subscription, delivery);
    }),
  ).catch((error: unknown) => {
    if (!(error instanceof AlreadyHandled)) throw error;
  });
}

/** Everything emitted inside is caused by the message, and gets the same ids at every attempt. */
function inDelivery<T>(service: string, { group }: Subscription, delivery: Delivery, work: () => T): T {
  const context = {
    service,
    tenantId: delivery.tenantId,
    userId: delivery.userId,
    correlationId: delivery.correlationId,
    causationId: delivery.id,
    traceparent: delivery.traceparent,
    derivation: new IdDerivation(deriveId(delivery.id, group)),
  };
  return runInContext(context, work);
}

async function markOnce(unitOfWork: UnitOfWork, { group }: Subscription, { id }: Delivery): Promise<void> {
  if (!(await markHandled(await unitOfWork.manager(), group, id))) throw new AlreadyHandled();
}

/**
 * The same major version fits: fields it does not know are ignored. A newer major waits for a newer deployment, also where
 * everything is wanted; only types that this build has never heard of pass as they are.
 */
function readData({ messages }: Subscription, { type, schemaVersion, data }: Delivery): unknown {
  const known = (messages ?? catalogue.all()).filter((definition) => definition.type === type);
  if (messages === null && known.length === 0) return data;
  const definition = known.find(({ version }) => majorOf(version) === majorOf(schemaVersion));
  if (definition) return messages === null ? data : validateMessage(definition, data);
  throw new EddaError(
    'unavailable',
    'MESSAGE.UNKNOWN_VERSION',
    `${type} ${schemaVersion} is not known to this build: it is held until a newer one runs.`,
  );
}

function majorOf(version: string): string {
  return version.split('.', 1)[0] ?? version;
}
