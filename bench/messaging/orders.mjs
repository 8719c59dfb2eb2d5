import { toRecord } from '@edda/messaging';
import { newId } from '@edda/kernel';
import { CATEGORY, metadata, SCHEMA_VERSION, someOrders, TENANT, TYPE } from '../event-store/order-placed.mjs';

const BATCH = 500;

/** Fills a new topic with events as the relay of a service publishes them: of `keys` streams in turn, each in order. */
export async function publishOrders(broker, { topic, partitions, keys, messages }) {
  await broker.ensureTopics([{ name: topic, kind: 'topic', partitions, retentionMs: 86_400_000 }]);
  const streams = Array.from({ length: keys }, () => `${CATEGORY}-${newId()}`);
  const records = someOrders(messages).map((data, index) => {
    const version = Math.floor(index / keys) + 1;
    return toRecord({
      position: index,
      id: newId(),
      kind: 'event',
      tenantId: TENANT,
      streamId: streams[index % keys],
      category: CATEGORY,
      version,
      previousPublic: version - 1,
      type: TYPE,
      schemaVersion: SCHEMA_VERSION,
      topic,
      data,
      metadata: metadata(),
      recordedAt: new Date(),
    });
  });
  for (let from = 0; from < records.length; from += BATCH) await broker.publish(records.slice(from, from + BATCH));
}
