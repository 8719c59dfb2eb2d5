import type { SagaStatus } from '@edda/sagas';
import type { EntityManager } from 'typeorm';
import type { DownloadView } from '../projections/download-view.entity.js';
import { transferProgressOf } from '../transfer/transfer-progress.js';
import type { DownloadStanding } from './download-standing.js';

interface Row {
  id: string;
  status: SagaStatus;
  step: string | null;
  fetched: unknown;
}

/** Says of downloads that have not ended what their sagas are at, in one query for all of them. */
export async function withSagas(manager: EntityManager, views: readonly DownloadView[]): Promise<DownloadStanding[]> {
  const running = views.filter(({ status }) => status === 'requested').map(({ downloadId }) => downloadId);
  const rows =
    running.length === 0
      ? []
      : await manager.query<Row[]>(
          `select s.id, s.status, s.step, p.value as fetched
             from saga_instances s
             left join saga_progress p on p.instance_id = s.id and p.step = 'fetch'
            where s.id = any($1)`,
          [running],
        );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return views.map((view) => {
    const row = byId.get(view.downloadId);
    return {
      view,
      saga: row ? { status: row.status, step: row.step } : null,
      progress: row ? transferProgressOf(row.fetched) : null,
    };
  });
}
