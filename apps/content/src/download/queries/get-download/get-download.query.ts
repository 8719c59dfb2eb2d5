import { Query } from '@nestjs/cqrs';
import type { DownloadStanding } from '../download-standing.js';

/** One download. */
export class GetDownload extends Query<DownloadStanding> {
  constructor(readonly downloadId: string) {
    super();
  }
}
