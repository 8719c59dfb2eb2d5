import { deriveId, IdDerivation, runInContext } from '@edda/kernel';
import type { RecordedMessage } from '../recorded-message.js';
import { subscriptionOf } from './projection-id.js';
import type { ProjectionWrite } from './projection-write.js';
import type { Projection } from './projection.js';

/** Gives a projection a message from the log, in the execution context it was recorded in. */
export async function applyRecorded(
  projection: Projection,
  message: RecordedMessage,
  write: ProjectionWrite,
): Promise<void> {
  const { correlationId, userId, traceparent, source } = message.metadata;
  const context = {
    service: source,
    tenantId: message.tenantId,
    userId,
    correlationId,
    causationId: message.id,
    traceparent,
    derivation: new IdDerivation(deriveId(message.id, subscriptionOf(projection))),
  };
  await runInContext(context, () => projection.apply(message as RecordedMessage<object>, write));
}
