import { Query } from '@nestjs/cqrs';
import type { DownloadKind } from '../../domain/download-kind.js';
import type { DownloadStanding } from '../download-standing.js';

export interface DownloadFilter {
  status?: 'requested' | 'completed' | 'failed' | 'cancelled';
  kind?: DownloadKind;
  correlationId?: string;
}

/** Downloads, newest first. `after` is the place behind the last one of the page before. */
export class ListDownloads extends Query<DownloadStanding[]> {
  constructor(
    readonly filter: DownloadFilter,
    readonly limit: number,
    readonly after?: { requestedAt: Date; downloadId: string },
  ) {
    super();
  }
}
