import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { DownloadView } from '../../projections/download-view.entity.js';
import type { DownloadStanding } from '../download-standing.js';
import { withSagas } from '../saga-standings.js';
import { UNDER_WAY } from '../download-status.js';
import { ListDownloads } from './list-downloads.query.js';

const OWN_SAGA_STATUS = 'select s.status from saga_instances s where s.id = download.download_id';

@QueryHandler(ListDownloads)
export class ListDownloadsHandler implements IQueryHandler<ListDownloads> {
  constructor(@InjectRepository(DownloadView) private readonly views: Repository<DownloadView>) {}

  async execute({ filter, limit, after }: ListDownloads): Promise<DownloadStanding[]> {
    const query = this.views
      .createQueryBuilder('download')
      .where('download.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('download.requested_at', 'DESC')
      .addOrderBy('download.download_id', 'DESC')
      .limit(limit);
    if (UNDER_WAY.some((status) => status === filter.status)) {
      query
        .andWhere("download.status = 'requested'")
        .andWhere(`coalesce((${OWN_SAGA_STATUS}), 'running') = :status`, { status: filter.status });
    } else if (filter.status) query.andWhere('download.status = :status', { status: filter.status });
    if (filter.kind) query.andWhere('download.kind = :kind', { kind: filter.kind });
    if (filter.correlationId) query.andWhere('download.correlation_id = :id', { id: filter.correlationId });
    if (after) query.andWhere('(download.requested_at, download.download_id) < (:requestedAt, :downloadId)', after);
    return withSagas(this.views.manager, await query.getMany());
  }
}
