import { Query } from '@nestjs/cqrs';
import type { DownloadKind } from '../../domain/download-kind.js';
import type { DownloadStatus } from '../download-status.js';
import type { DownloadStanding } from '../download-standing.js';

export interface DownloadFilter {
  /** `requested` are all that have not ended. */
  status?: DownloadStatus | 'requested';
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
