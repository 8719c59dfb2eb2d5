import { Readable } from 'node:stream';
import { describeConflict, UnitOfWork } from '@edda/event-store';
import { contextOrNew, EddaError } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BlobStore } from '../../../blobs/blob-store.js';
import type { ExtractionResult } from '../../../extraction/extraction-result.js';
import { ExtractionPool } from '../../../extraction/process/extraction-pool.js';
import { ContentRepository } from '../../content.repository.js';
import { ProcessContent } from './process-content.command.js';
import { indexText } from './text-index.js';

const EXCERPT_LENGTH = 300;

@CommandHandler(ProcessContent)
export class ProcessContentHandler implements ICommandHandler<ProcessContent> {
  constructor(
    private readonly contents: ContentRepository,
    private readonly blobs: BlobStore,
    private readonly extraction: ExtractionPool,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ contentId }: ProcessContent): Promise<void> {
    // Its own unit of work: the start is to be seen while the extraction runs, and nothing may be open meanwhile.
    const started = await this.unitOfWork.run(() =>
      this.contents.change(contentId, (content) => content.startProcessing(new Date())),
    );
    if (!started.committed) throw new EddaError('unavailable', 'STREAM_CONFLICT', describeConflict(started.conflict));
    const { aggregate } = await this.contents.load(contentId);
    const { fileName, fileUrl, mimeType, status } = aggregate.state;
    if (status !== 'processing') return;

    const startedAt = performance.now();
    const bytes = await this.blobs.get(fileUrl);
    const result = await this.extraction.run({ bytes, fileName, declaredMimeType: mimeType });
    const duration = performance.now() - startedAt;
    if (result.status === 'failed' || result.textSha256 === null) await this.fail(contentId, result, duration);
    else await this.complete(contentId, result, result.textSha256, duration);
  }

  private async fail(contentId: string, { reason }: ExtractionResult, duration: number): Promise<void> {
    await this.contents.change(contentId, (content) =>
      content.fail(reason ?? { code: 'NO_TEXT', detail: 'No text was found.' }, duration, new Date()),
    );
  }

  private async complete(
    contentId: string,
    result: ExtractionResult,
    textSha256: string,
    duration: number,
  ): Promise<void> {
    await this.blobs.put('texts', Readable.from(Buffer.from(result.text, 'utf8')));
    const { title, language, keywords, text, sentences } = result;
    const isTaken = await this.contents.change(contentId, (content) => {
      content.complete(
        {
          status: result.status === 'partial' ? 'partial' : 'success',
          ...(result.reason && { reason: { ...result.reason } }),
          results: {
            extractedText: {
              url: `/api/v1/contents/${contentId}/text`,
              sha256: textSha256,
              length: text.length,
              excerpt: excerptOf(text),
            },
            title,
            language,
            keywords,
            sentenceCount: sentences.length,
          },
          duration,
        },
        new Date(),
      );
      return content.pending.length > 0;
    });
    // Called off meanwhile: what has no text is not found by it.
    if (!isTaken) return;
    const { tenantId } = contextOrNew();
    await indexText(await this.unitOfWork.manager(), { contentId, tenantId, language }, text, sentences);
  }
}

/** The beginning of a text, not cut inside a surrogate pair. */
function excerptOf(text: string): string {
  return text.slice(0, EXCERPT_LENGTH).replace(/[\ud800-\udbff]$/, '');
}
