import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { BlobStore } from '../../../blobs/blob-store.js';
import type { SentenceSpan } from '../../../extraction/extraction-result.js';
import { textMissing, textNotReady } from '../../domain/content-errors.js';
import { GetContent } from '../get-content/get-content.query.js';
import { GetText, type TextDocument } from './get-text.query.js';

@QueryHandler(GetText)
export class GetTextHandler implements IQueryHandler<GetText> {
  constructor(
    private readonly queries: QueryBus,
    private readonly blobs: BlobStore,
    private readonly dataSource: DataSource,
  ) {}

  async execute({ contentId }: GetText): Promise<TextDocument> {
    const view = await this.queries.execute(new GetContent(contentId));
    if (view.status === 'failed') throw textMissing(contentId, view.reasonDetail ?? 'it failed.');
    if (!view.textSha256 || !view.sha256) throw textNotReady(contentId, view.status);
    const [text, rows] = await Promise.all([
      this.blobs.get(`blob:texts/${view.textSha256}`),
      this.dataSource.query<{ bounds: number[] }[]>('select bounds from content_sentences where content_id = $1', [
        contentId,
      ]),
    ]);
    return {
      contentId,
      source: view.source,
      sha256: view.sha256,
      textSha256: view.textSha256,
      title: view.title ?? view.source,
      language: view.language ?? 'und',
      text: text.toString('utf8'),
      sentences: pairs(rows[0]?.bounds ?? []),
    };
  }
}

function pairs(bounds: readonly number[]): SentenceSpan[] {
  return Array.from({ length: bounds.length / 2 }, (_, index) => [bounds[index * 2]!, bounds[index * 2 + 1]!]);
}
