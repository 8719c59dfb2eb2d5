import { EddaError } from '@edda/kernel';
import { assertOwnTenant } from '../read/tenant-access.js';
import type { StreamId } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { assertRead } from './slowest-reader.js';
import { readStreamRow, streamNotFound } from './stream-row.js';

/** Events moved in one transaction: each holds the log's readers back while it runs. */
const PAGE = 500;

const UNIQUE_VIOLATION = '23505';

const COLUMNS =
  'position, id, kind, tenant_id, stream_id, category, version, previous_public, type, schema_version, topic, data, metadata, recorded_at';

/**
 * Closes a stream for good and moves its events out of the log into the archive, where only a read of the stream that
 * asks for archived events finds them. Killed in between, it goes on when it is called again.
 *
 * @returns how many events it moved
 * @throws EddaError `TENANT_MISMATCH`; `STREAM_NOT_FOUND`; `STREAM_STILL_READ` while a subscription has not handled the whole stream
 */
export async function archiveStream(unitOfWork: UnitOfWork, stream: StreamId): Promise<number> {
  assertOwnTenant(stream);
  await unitOfWork.run(async () => {
    const manager = await unitOfWork.manager();
    const row = await readStreamRow(manager, stream, 'for update');
    if (!row) throw streamNotFound(stream);
    if (row.archivedAt) return;
    await assertRead(manager, stream, row.version);
    await manager.query('update streams set archived_at = now() where tenant_id = $1 and stream_id = $2', [
      stream.tenantId,
      stream.streamId,
    ]);
    await manager.query('delete from snapshots where tenant_id = $1 and stream_id = $2', [
      stream.tenantId,
      stream.streamId,
    ]);
  });
  return movePages(unitOfWork, stream, 'events', 'archived_events');
}

/**
 * Opens an archived stream again and moves its events back into the log, at their old positions: subscriptions that were
 * past them do not see them twice.
 *
 * @returns how many events it moved
 * @throws EddaError `TENANT_MISMATCH`; `STREAM_NOT_FOUND`; `EVENT_ID_REUSED` when the id of one of its events was given to
 *   another event meanwhile: ids are only known while their events lie in the log
 */
export async function restoreStream(unitOfWork: UnitOfWork, stream: StreamId): Promise<number> {
  assertOwnTenant(stream);
  if (!(await readStreamRow(unitOfWork.reader(), stream))) throw streamNotFound(stream);
  for (let total = 0; ;) {
    total += await movePages(unitOfWork, stream, 'archived_events', 'events').catch((error: unknown) => {
      throw (error as { code?: unknown }).code === UNIQUE_VIOLATION ? idTaken(stream, error) : error;
    });
    if (await open(unitOfWork, stream)) return total;
  }
}

/** @returns false when somebody archives the stream at the same time, so that some of it lies in the archive still */
async function open(unitOfWork: UnitOfWork, stream: StreamId): Promise<boolean> {
  const outcome = await unitOfWork.run(async () => {
    const manager = await unitOfWork.manager();
    await readStreamRow(manager, stream, 'for update');
    const name = [stream.tenantId, stream.streamId];
    const [left] = await manager.query<{ some: boolean }[]>(
      'select exists (select from archived_events where tenant_id = $1 and stream_id = $2) as some',
      name,
    );
    if (left?.some) return false;
    await manager.query('update streams set archived_at = null where tenant_id = $1 and stream_id = $2', name);
    return true;
  });
  return outcome.committed && outcome.value;
}

async function movePages(
  unitOfWork: UnitOfWork,
  { tenantId, streamId }: StreamId,
  from: 'events' | 'archived_events',
  to: 'events' | 'archived_events',
): Promise<number> {
  for (let total = 0; ;) {
    const moved = await unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      // Held by one mover at a time; nothing is moved of a stream that was opened again meanwhile.
      if (!(await readStreamRow(manager, { tenantId, streamId }, 'for update'))?.archivedAt) return 0;
      const rows = await manager.query<{ moved: string }[]>(
        `with page as (
           select position from ${from} where tenant_id = $1 and stream_id = $2 and version is not null
            order by version limit ${PAGE} for update
         ), taken as (
           delete from ${from} using page where ${from}.position = page.position returning ${from}.*
         ), put as (
           insert into ${to} (${COLUMNS}) overriding system value select ${COLUMNS} from taken returning 1
         ) select count(*) as moved from put`,
        [tenantId, streamId],
      );
      return Number(rows[0]?.moved ?? 0);
    });
    const count = moved.committed ? moved.value : 0;
    total += count;
    if (count < PAGE) return total;
  }
}

function idTaken({ streamId }: StreamId, cause: unknown): EddaError {
  return new EddaError(
    'conflict',
    'EVENT_ID_REUSED',
    `Stream ${streamId} cannot come back: the id of one of its events was given to another event while it was archived.`,
    [],
    { cause },
  );
}
