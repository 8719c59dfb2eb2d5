import type { AppendOutcome } from '../append/append-outcome.js';
import { appendError } from '../append/append-error.js';
import { appendMany } from '../append/append-many.js';
import { appendOutgoing } from '../append/append-outgoing.js';
import { appendSealed } from '../append/append-stream.js';
import type { GroupCommit } from '../append/group-commit.js';
import { inLockOrder } from '../append/lock-order.js';
import { typesOf } from '../append/pending-append.js';
import { seal, type SealedAppend } from '../append/sealed-append.js';
import type { MessageCodec } from '../codec/message-codec.js';
import type { AppendResult } from '../event-store.js';
import type { ProjectionBeliefs } from '../projection/projection-beliefs.js';
import { refuseForgotten } from '../personal-data/refuse-forgotten.js';
import { assertNotProjected, projectInline } from './project-inline.js';
import type { Session } from './session.js';

export interface FlushParts {
  beliefs: ProjectionBeliefs;
  codec: MessageCodec;
  groupCommit: GroupCommit;
}

export type Appended = Extract<AppendResult, { ok: true }>;

/** The results of all appends; or what kept one out, and the session is then to be undone. */
export type FlushOutcome = Appended[] | Exclude<AppendOutcome, Appended>;

/** Writes what a unit of work has collected, the log last. */
export async function flush(session: Session, { beliefs, codec, groupCommit }: FlushParts): Promise<FlushOutcome> {
  const messages = [...session.appends.flatMap(({ events }) => events), ...session.outgoing];
  // Before read models are written: who forgets a subject then waits for this, or this is refused.
  await refuseForgotten(session, codec.subjectsOf?.(messages) ?? []);
  const projected = await projectInline(session, beliefs);
  session.stopCollecting();
  const appends: SealedAppend[] = [];
  // The first append states it for all that is written: it then holds before any of it is.
  const projections = beliefs.statements(messages);
  let written: string[] | null = typesOf(messages);
  for (const append of inLockOrder(session.appends)) {
    const events = await codec.encode(append.events);
    appends.push(seal({ ...append, events, projections: written ? projections : [], written }));
    written = null;
  }
  const outgoing = session.outgoing.length > 0 ? await codec.encode(session.outgoing) : [];
  // A single append needs no transaction of its own around it: one round trip instead of three.
  const alone = !session.isOpen && appends.length === 1 && outgoing.length === 0;
  if (alone) session.leaveCommitToAnother();
  const results: Appended[] = [];
  const together = alone ? null : await appendMany(session, appends, typesOf(messages));
  for (const [index, append] of appends.entries()) {
    const outcome =
      together?.[index] ?? (alone ? await groupCommit.append(append) : await appendWithin(session, append));
    if (outcome === 'projection-moved' || !outcome.ok) return outcome;
    if (outcome.repeated) assertNotProjected(append.ids, projected);
    results.push(outcome);
  }
  if (written && messages.length > 0 && !(await stillHold(session, projections, written))) return 'projection-moved';
  if (outgoing.length > 0) await appendOutgoing(session, outgoing);
  return results;
}

/** Where nothing is appended that could state them. */
async function stillHold(session: Session, projections: string[], written: string[]): Promise<boolean> {
  const rows = await session.query<{ held: boolean }>('select check_projections($1, $2) as held', [
    projections,
    written,
  ]);
  return rows[0]?.held === true;
}

async function appendWithin(session: Session, append: SealedAppend): Promise<AppendOutcome> {
  try {
    return await appendSealed(session, append);
  } catch (error) {
    throw appendError(error, append);
  }
}
