import type { DataSource } from 'typeorm';
import { appendOutgoing, appendStream } from '../append/append-stream.js';
import type { VersionConflict } from '../append/expected-version.js';
import type { InlineProjections } from '../projection/inline-projections.js';
import { poolClient } from '../sql-client.js';
import type { BufferedAppend, Session } from './session.js';

/** Writes what a unit of work has collected, the log last. A conflict is a value; the session is then to be undone. */
export async function flush(
  session: Session,
  dataSource: DataSource,
  projections: InlineProjections,
): Promise<VersionConflict | null> {
  await projectInline(session, projections);
  session.stopCollecting();
  // A single append needs no transaction of its own around it: one round trip instead of three.
  const statements = session.appends.length + (session.outgoing.length > 0 ? 1 : 0);
  const client = session.isOpen || statements > 1 ? session : poolClient(dataSource);
  for (const { stream, events, expected } of inLockOrder(session.appends)) {
    const result = await appendStream(client, stream, events, expected);
    if (!result.ok) return result.conflict;
  }
  if (session.outgoing.length > 0) await appendOutgoing(client, session.outgoing);
  return null;
}

async function projectInline(session: Session, projections: InlineProjections): Promise<void> {
  for (const { events, expected } of session.appends) {
    const first = typeof expected === 'number' ? expected + 1 : expected === 'none' ? 1 : null;
    for (const [index, event] of events.entries()) {
      if (!projections.concerns(event.type)) continue;
      const version = first === null ? null : first + index;
      await projections.project({ ...event, version }, await session.manager());
    }
  }
  for (const message of session.outgoing) {
    if (!projections.concerns(message.type)) continue;
    await projections.project({ ...message, version: null }, await session.manager());
  }
}

/** Streams in one order everywhere, so that two units of work that write the same ones wait and never deadlock. */
function inLockOrder(appends: readonly BufferedAppend[]): BufferedAppend[] {
  const key = ({ stream }: BufferedAppend): string => `${stream.tenantId}/${stream.streamId}`;
  return appends.toSorted((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}
