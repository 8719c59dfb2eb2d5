import type { EntityManager } from 'typeorm';
import type { RecordedMessage } from '../../recorded-message.js';
import { applyRecorded } from '../apply-recorded.js';
import { projectionWrite } from '../projection-write.js';
import type { Projection } from '../projection.js';
import { moveRebuild, type RebuildState } from './rebuild-state.js';
import { writeToShadows } from './shadow-tables.js';

/** Handles events for a rebuild: into the shadow tables, without side effects. Its checkpoint moves in the same transaction. */
export async function rebuildEvents(
  manager: EntityManager,
  projection: Projection,
  state: RebuildState,
  events: readonly RecordedMessage[],
): Promise<RebuildState> {
  const { attempt, position, handled } = state;
  const next = { attempt, position: events.at(-1)?.position ?? position, handled: handled + events.length };
  await writeToShadows(manager, projection);
  const write = projectionWrite(manager, (table) => projection.tableOf(table), true, null);
  for (const event of events) await applyRecorded(projection, event, write);
  await moveRebuild(manager, projection, next);
  return next;
}
