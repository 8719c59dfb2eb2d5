import { contextOrNew, isUuid } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { downloadNotFound } from '../../domain/download-errors.js';
import { DownloadView } from '../../projections/download-view.entity.js';
import type { DownloadStanding } from '../download-standing.js';
import { withSagas } from '../saga-standings.js';
import { GetDownload } from './get-download.query.js';

@QueryHandler(GetDownload)
export class GetDownloadHandler implements IQueryHandler<GetDownload> {
  constructor(@InjectRepository(DownloadView) private readonly views: Repository<DownloadView>) {}

  async execute({ downloadId }: GetDownload): Promise<DownloadStanding> {
    const { tenantId } = contextOrNew();
    const view = isUuid(downloadId) ? await this.views.findOneBy({ downloadId, tenantId }) : null;
    if (!view) throw downloadNotFound(downloadId);
    const [standing] = await withSagas(this.views.manager, [view]);
    return standing!;
  }
}
