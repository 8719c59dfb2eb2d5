import { streamName } from '@edda/event-store';

const TENANTS = ['north', 'south'];

const named = (category, count) =>
  TENANTS.flatMap((tenant) => Array.from({ length: count }, (_, index) => streamName(category, `${index}`, tenant)));

/** Streams that are appended to without a look at them. */
export const FEEDS = named('feed', 100);

/** Streams whose every event follows from the version before it. */
export const LEDGERS = named('ledger', 60);

/** A stream that nobody has written to. */
export function newNote(random, id) {
  return streamName('note', id, random.pick(TENANTS));
}
