import type { Delivery } from './delivery.js';
import { isFor, transformFailed, type IncomingTransform } from './message-transform.js';

/**
 * A delivery as the handlers of a service are to get it; null when they are not to get it.
 *
 * @param headers of the record
 * @throws EddaError `MESSAGE.TRANSFORM_FAILED`
 */
export function applyIncoming(
  transforms: readonly IncomingTransform[],
  delivery: Delivery,
  headers: Readonly<Record<string, string>>,
): Delivery | null {
  let result = delivery;
  for (const transform of transforms) {
    if (!isFor(transform, delivery.type)) continue;
    const change = changeOf(transform, result, headers);
    if (change === null) return null;
    if (change?.data !== undefined) result = { ...result, data: change.data };
  }
  return result;
}

function changeOf(transform: IncomingTransform, delivery: Delivery, headers: Readonly<Record<string, string>>) {
  const { id, kind, type, schemaVersion, tenantId, streamId, topic, data } = delivery;
  try {
    return transform.apply({ id, kind, type, schemaVersion, tenantId, streamId, topic, headers, data });
  } catch (error) {
    throw transformFailed(transform.name, delivery, error);
  }
}
