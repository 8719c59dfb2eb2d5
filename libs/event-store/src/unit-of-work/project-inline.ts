import { EddaError } from '@edda/kernel';
import type { ProjectionBeliefs } from '../projection/projection-beliefs.js';
import type { BufferedAppend, Session } from './session.js';

/**
 * Changes the read models that are kept in the transaction of the append. What was appended before has changed them
 * then: such a repetition is left out.
 *
 * @returns the ids of the events that changed one
 */
export async function projectInline(session: Session, beliefs: ProjectionBeliefs): Promise<ReadonlySet<string>> {
  const projected = new Set<string>();
  const onCommit = (done: () => void): void => void session.afterCommit.push(done);
  for (const append of session.appends) {
    if (!append.events.some(({ type }) => beliefs.concerns(type)) || (await wasAppended(session, append))) continue;
    const { events, expected } = append;
    const first = typeof expected === 'number' ? expected + 1 : expected === 'none' ? 1 : null;
    for (const [index, event] of events.entries()) {
      if (!beliefs.concerns(event.type)) continue;
      const version = first === null ? null : first + index;
      await beliefs.project({ ...event, version, position: null }, await session.manager(), onCommit);
      projected.add(event.id);
    }
  }
  for (const message of session.outgoing) {
    if (!beliefs.concerns(message.type)) continue;
    await beliefs.project({ ...message, version: null, position: null }, await session.manager(), onCommit);
  }
  return projected;
}

/** Asked only where the ids are not new: given by the caller, or derived from what is being handled. */
async function wasAppended(session: Session, { events, newIds }: BufferedAppend): Promise<boolean> {
  if (newIds) return false;
  const rows = await session.query('select from events where id = $1', [events[0]?.id], 'edda-event-by-id');
  return rows.length > 0;
}

/** @throws EddaError when a read model was changed for events that another transaction appended in the meantime */
export function assertNotProjected(ids: readonly string[], projected: ReadonlySet<string>): void {
  if (!ids.some((id) => projected.has(id))) return;
  throw new EddaError(
    'unavailable',
    'EVENT_STORE_UNAVAILABLE',
    `The same append, of event ${ids[0]}, was committed by somebody else at the same time: try again to get its result.`,
  );
}
