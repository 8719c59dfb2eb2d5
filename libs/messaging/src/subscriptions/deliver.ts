import { instanceOf, majorOf, message, validateMessage } from '@edda/event-schemas';
import type { NamedStatement, MessageCodec, SqlClient, UnitOfWork } from '@edda/event-store';
import { deriveId, EddaError, IdDerivation, pause, runInContext } from '@edda/kernel';
import type { Delivery } from '../envelope/delivery.js';
import type { Subscription } from './subscription.js';

const CONFLICT_ATTEMPTS = 10;

/** Where a message is handed over. */
export interface DeliverySite {
  service: string;
  unitOfWork: UnitOfWork;
  subscription: Subscription;
}

/** How a message is marked as handled, in the unit of work of its handler. */
export interface Completion {
  /** Last before the commit. */
  last?: NamedStatement | undefined;
  /** After the handler. */
  within?: ((client: SqlClient) => Promise<void>) | undefined;
}

export interface DeliverOptions extends Completion {
  signal: AbortSignal;
  /** Of what the handler emits. */
  traceparent: string | null;
  afterHandler: () => void | Promise<void>;
}

/** Hands one message to its handler. What the handler changes and the mark "handled" commit together, or not at all. */
export async function deliver(site: DeliverySite, received: Delivery, options: DeliverOptions): Promise<void> {
  const { unitOfWork, subscription } = site;
  const { signal, last, within, traceparent, afterHandler } = options;
  const delivery = await decoded(unitOfWork.codec, subscription, received);
  for (let attempt = 1; ; attempt++) {
    const outcome = await inDelivery(site, delivery, traceparent, () =>
      unitOfWork.run(
        async () => {
          await subscription.handle(delivery, signal);
          await afterHandler();
          await within?.(unitOfWork.client());
        },
        { signal, ...(last && { last }) },
      ),
    );
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
  site: DeliverySite,
  delivery: Delivery,
  refusal: EddaError,
  { last, within, traceparent }: Completion & { traceparent: string | null },
): Promise<void> {
  const { unitOfWork, subscription } = site;
  const { rejection } = subscription;
  if (!rejection) throw refusal;
  await inDelivery(site, delivery, traceparent, () =>
    unitOfWork.run(async () => {
      const data = {
        commandId: delivery.id,
        commandType: delivery.type,
        code: refusal.code,
        detail: refusal.message,
      };
      unitOfWork.send(message(rejection, data), { key: delivery.streamId, id: deriveId(delivery.id, 'rejected') });
      await within?.(unitOfWork.client());
    }, last && { last }),
  );
}

/** Everything emitted inside is caused by the message, and gets the same ids at every attempt. */
function inDelivery<T>(
  { service, subscription }: DeliverySite,
  delivery: Delivery,
  traceparent: string | null,
  work: () => T,
): T {
  const context = {
    service,
    tenantId: delivery.tenantId,
    userId: delivery.userId,
    correlationId: delivery.correlationId,
    causationId: delivery.id,
    traceparent,
    derivation: new IdDerivation(() => deriveId(delivery.id, subscription.group)),
  };
  return runInContext(context, work);
}

/**
 * The message in the clear, as the version that this build knows, and as an instance of the class that was subscribed to. A
 * newer major waits for a newer deployment, also where everything is wanted; only types that this build has never heard of
 * pass as they are.
 */
export async function decoded(
  codec: MessageCodec,
  { messages }: Pick<Subscription, 'messages'>,
  received: Delivery,
): Promise<Delivery> {
  const decoding = codec.decode([received]);
  const [delivery = received] = decoding instanceof Promise ? await decoding : decoding;
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
