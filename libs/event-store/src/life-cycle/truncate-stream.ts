import { EddaError } from '@edda/kernel';
import { assertOwnTenant } from '../read/tenant-access.js';
import type { StreamId } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { assertRead } from './slowest-reader.js';
import { readStreamRow, streamNotFound } from './stream-row.js';

const PAGE = 1000;

export interface TruncateOptions {
  /** Events below this version are deleted. */
  before: number;
  /** Without a snapshot at or behind the cut, for a stream that is no aggregate's. */
  withoutSnapshot?: boolean;
}

/**
 * Deletes the beginning of a stream. Its versions go on as before; an aggregate is loaded from its snapshot, which is
 * from here on the only source of what was deleted.
 *
 * @returns how many events it deleted
 * @throws EddaError `TENANT_MISMATCH`; `STREAM_NOT_FOUND`; `TRUNCATION_INVALID`; `SNAPSHOT_MISSING`; `STREAM_STILL_READ` while a
 *   subscription has not handled them
 */
export async function truncateStream(
  unitOfWork: UnitOfWork,
  stream: StreamId,
  { before, withoutSnapshot = false }: TruncateOptions,
): Promise<number> {
  assertOwnTenant(stream);
  const { tenantId, streamId } = stream;
  await unitOfWork.run(async () => {
    const manager = await unitOfWork.manager();
    const row = await readStreamRow(manager, stream, 'for update');
    if (!row) throw streamNotFound(stream);
    if (!Number.isSafeInteger(before) || before < 1 || before > row.version + 1) {
      throw new EddaError(
        'invalid',
        'TRUNCATION_INVALID',
        `Stream ${streamId} has the versions ${row.firstVersion} to ${row.version}: it cannot be cut before ${before}.`,
        [{ field: 'before', value: before, message: `must be a version from 1 to ${row.version + 1}` }],
      );
    }
    if (before <= row.firstVersion) return;
    await assertRead(manager, stream, before - 1);
    if (!withoutSnapshot) await assertSnapshot(unitOfWork, stream, before - 1);
    await manager.query('update streams set first_version = $3 where tenant_id = $1 and stream_id = $2', [
      tenantId,
      streamId,
      before,
    ]);
  });
  return deleteBefore(unitOfWork, stream, before);
}

async function assertSnapshot(
  unitOfWork: UnitOfWork,
  { tenantId, streamId }: StreamId,
  version: number,
): Promise<void> {
  const manager = await unitOfWork.manager();
  const rows = await manager.query<{ version: string }[]>(
    'select version from snapshots where tenant_id = $1 and stream_id = $2',
    [tenantId, streamId],
  );
  const taken = rows[0] ? Number(rows[0].version) : 0;
  if (taken >= version) return;
  throw new EddaError(
    'conflict',
    'SNAPSHOT_MISSING',
    `Stream ${streamId} has ${taken ? `a snapshot of version ${taken}` : 'no snapshot'}: without one of version ${version} or later its aggregate could not be loaded any more.`,
  );
}

/** In short transactions: each holds the log's readers back while it runs. */
export async function deleteBefore(
  unitOfWork: UnitOfWork,
  { tenantId, streamId }: StreamId,
  before: number,
): Promise<number> {
  for (let total = 0; ;) {
    const outcome = await unitOfWork.run(async () => {
      const manager = await unitOfWork.manager();
      const rows = await manager.query<{ deleted: string }[]>(
        `with page as (
           select position from events where tenant_id = $1 and stream_id = $2 and version < $3 order by version limit ${PAGE}
         ), gone as (
           delete from events using page where events.position = page.position returning 1
         ) select count(*) as deleted from gone`,
        [tenantId, streamId, before],
      );
      return Number(rows[0]?.deleted ?? 0);
    });
    const count = outcome.committed ? outcome.value : 0;
    total += count;
    if (count < PAGE) return total;
  }
}
