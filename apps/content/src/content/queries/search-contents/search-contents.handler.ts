import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { BlobStore } from '../../../blobs/blob-store.js';
import { searchConfiguration } from '../../commands/process-content/text-index.js';
import { SearchContents, type SearchHit } from './search-contents.query.js';
import { snippetOf } from './snippet.js';

interface HitRow {
  content_id: string;
  source: string;
  title: string;
  text_sha256: string;
  start_offset: number;
  end_offset: number;
  rank: number;
  lexemes: string[];
}

@QueryHandler(SearchContents)
export class SearchContentsHandler implements IQueryHandler<SearchContents> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly blobs: BlobStore,
  ) {}

  async execute({ text, language, limit, offset }: SearchContents): Promise<SearchHit[]> {
    const rows = await this.dataSource.query<HitRow[]>(
      `with query as (
         select websearch_to_tsquery('simple', $2) || websearch_to_tsquery($3::regconfig, $2) as words
       )
       select p.content_id, v.source, v.title, v.text_sha256, p.start_offset, p.end_offset,
              ts_rank_cd(p.words, query.words, 32) as rank, tsvector_to_array(to_tsvector($3::regconfig, $2)) as lexemes
         from query
         join content_passages p on p.words @@ query.words
         join content_views v using (content_id)
        where p.tenant_id = $1
        order by rank desc, v.text_sha256, p.start_offset
        limit $4 offset $5`,
      [contextOrNew().tenantId, text, searchConfiguration(language), limit, offset],
    );
    return Promise.all(rows.map((row) => this.toHit(row)));
  }

  private async toHit(row: HitRow): Promise<SearchHit> {
    const text = (await this.blobs.get(`blob:texts/${row.text_sha256}`)).toString('utf8');
    return {
      contentId: row.content_id,
      source: row.source,
      title: row.title,
      rank: row.rank,
      ...snippetOf(text, row.start_offset, row.end_offset, row.lexemes),
    };
  }
}
