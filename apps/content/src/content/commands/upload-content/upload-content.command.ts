import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';
import type { StoredBlob } from '../../../blobs/blob-store.js';

/** Take stored bytes in as a content. Answers whether they are new. */
@RetryOnConflict()
export class UploadContent extends Command<{ created: boolean }> {
  constructor(
    readonly contentId: string,
    readonly blob: StoredBlob,
    readonly file: { fileName: string; mimeType: string; source: string; title?: string },
  ) {
    super();
  }
}
