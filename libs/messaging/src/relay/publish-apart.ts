import type { RecordedJson } from '@edda/event-store';
import type { OutgoingRecord } from '../broker/broker.js';
import { keyOf, refusalOf, type PutAside } from './refused-record.js';

export interface PublishApartParts {
  /** @throws EddaError `MESSAGE.TRANSFORM_FAILED` */
  recordsOf(message: RecordedJson): readonly OutgoingRecord[];
  publish(records: readonly OutgoingRecord[]): Promise<void>;
}

/**
 * Publishes messages in their order, and finds those that the broker refuses. Behind a refused one nothing of its stream is
 * published: order holds, and receivers would only see a gap.
 *
 * @param held keys of which something was refused before; those refused now are added
 * @returns what could not be published, in the order of the messages
 * @throws Error when nothing can be said of single records; then some may be published
 */
export async function publishApart(
  messages: readonly RecordedJson[],
  held: Set<string>,
  parts: PublishApartParts,
): Promise<PutAside[]> {
  const aside: PutAside[] = [];
  /** Topics nobody takes anything of, and what the broker said. */
  const closed = new Map<string, unknown>();

  const refuse = ({ message }: Entry, error: unknown): void => {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const key = keyOf(message);
    if (held.has(key)) return void aside.push({ message, status: 'waiting', error: null });
    held.add(key);
    aside.push({ message, ...refusal });
    if (refusal.status === 'retrying' && message.topic !== null) closed.set(message.topic, error);
  };

  /** Goes on behind each entry that is known to fail, and halves what fails as a whole. */
  const send = async (entries: readonly Entry[]): Promise<void> => {
    const open: Entry[] = [];
    for (const [index, entry] of entries.entries()) {
      const { message, failure } = entry;
      if (held.has(keyOf(message))) {
        aside.push({ message, status: 'waiting', error: null });
        continue;
      }
      const refusal = failure ?? (message.topic === null ? undefined : closed.get(message.topic));
      if (refusal === undefined) {
        open.push(entry);
        continue;
      }
      await send(open);
      refuse(entry, refusal);
      return send(entries.slice(index + 1));
    }
    const records = open.flatMap((entry) => entry.records);
    if (records.length === 0) return;
    try {
      await parts.publish(records);
    } catch (error) {
      if (!refusalOf(error)) throw error;
      const [first] = open;
      if (open.length === 1 && first) return refuse(first, error);
      const middle = open.length >> 1;
      await send(open.slice(0, middle));
      await send(open.slice(middle));
    }
  };

  await send(messages.map((message) => entryOf(message, parts)));
  return aside.sort((left, right) => left.message.position - right.message.position);
}

interface Entry {
  readonly message: RecordedJson;
  readonly records: readonly OutgoingRecord[];
  readonly failure?: unknown;
}

function entryOf(message: RecordedJson, { recordsOf }: PublishApartParts): Entry {
  try {
    return { message, records: recordsOf(message) };
  } catch (failure) {
    return { message, records: [], failure };
  }
}
