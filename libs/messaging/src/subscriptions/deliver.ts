import { instanceOf, majorOf, message, validateMessage } from '@edda/event-schemas';
import type { MessageCodec, UnitOfWork } from '@edda/event-store';
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
  const delivery = await decoded(unitOfWork.codec, subscription, received);
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
 * The message in the clear, as the version that this build knows, and as an instance of the class that was subscribed to. A
 * newer major waits for a newer deployment, also where everything is wanted; only types that this build has never heard of
 * pass as they are.
 */
async function decoded(codec: MessageCodec, { messages }: Subscription, received: Delivery): Promise<Delivery> {
  const [delivery = received] = await codec.decode([received]);
  const { type, schemaVersion, data, forgottenFields } = delivery;
  if (messages === null) return delivery;
  const definition = messages.find(
    (wanted) => wanted.type === type && majorOf(wanted.version) === majorOf(schemaVersion),
  );
  if (!definition) {
    throw new EddaError(
      'unavailable',
      'MESSAGE.UNKNOWN_VERSION',
      `${type} ${schemaVersion} is not known to this subscription: it is held until a newer build runs.`,
    );
  }
  // What stands for a forgotten value need not fit the rules.
  return { ...delivery, data: forgottenFields ? instanceOf(definition, data) : validateMessage(definition, data) };
}
