import { definitionOf, type MessageClass } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { toRecord, type Broker } from '@edda/messaging';

/** Sends a command as the relay of another service does it. */
export async function sendCommand<T extends object>(
  broker: Broker,
  command: MessageClass<T>,
  key: string,
  data: T,
): Promise<void> {
  const { type, version, topic, sender } = definitionOf(command);
  const record = toRecord({
    position: 1,
    id: newId(),
    kind: 'command',
    tenantId: 'default',
    streamId: key,
    category: '',
    version: null,
    previousPublic: null,
    type,
    schemaVersion: version,
    topic: topic?.name ?? null,
    data,
    metadata: { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: String(sender) },
    recordedAt: new Date(),
  });
  await broker.publish([record]);
}
