import { Query } from '@nestjs/cqrs';

/** A piece of a text in which the words occur. Offsets are UTF-16 units of the content's text. */
export interface SearchHit {
  contentId: string;
  source: string;
  title: string;
  rank: number;
  start: number;
  end: number;
  /** The surroundings of the first word found, as they stand in the text. */
  snippet: string;
}

/** Full-text search, best first. The query language is that of web search engines: words, "phrases", or, -not. */
export class SearchContents extends Query<SearchHit[]> {
  constructor(
    readonly text: string,
    readonly language: string,
    readonly limit: number,
    readonly offset: number,
  ) {
    super();
  }
}
