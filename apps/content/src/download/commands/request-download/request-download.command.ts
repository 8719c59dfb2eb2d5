import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';
import type { DownloadKind } from '../../domain/download-kind.js';

export interface RequestedDownload {
  url: string;
  kind: DownloadKind;
  fileName?: string;
  metadata?: Record<string, unknown>;
}

/** Download what is under a URL. Answers the download's id. */
@RetryOnConflict()
export class RequestDownload extends Command<string> {
  constructor(
    readonly requested: RequestedDownload,
    /** The same key of the same caller makes the same download. */
    readonly idempotencyKey?: string,
  ) {
    super();
  }
}
