import type { ContentType } from '@edda/event-schemas';
import { contextOrNew } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContentRepository } from '../../content.repository.js';
import { UploadContent } from './upload-content.command.js';

@CommandHandler(UploadContent)
export class UploadContentHandler implements ICommandHandler<UploadContent> {
  constructor(private readonly contents: ContentRepository) {}

  execute({ contentId, blob, file }: UploadContent): Promise<{ created: boolean }> {
    return this.contents.change(contentId, (content) => {
      content.upload(
        {
          ...file,
          fileUrl: blob.reference,
          fileSize: blob.size,
          sha256: blob.sha256,
          contentType: contentTypeOf(file.mimeType),
          userId: contextOrNew().userId,
        },
        new Date(),
      );
      return { created: content.pending.length > 0 };
    });
  }
}

function contentTypeOf(mimeType: string): ContentType {
  const [family] = mimeType.split('/', 1);
  return family === 'text' || family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}
