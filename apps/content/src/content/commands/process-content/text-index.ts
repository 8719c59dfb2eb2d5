import type { EntityManager } from 'typeorm';
import type { SentenceSpan } from '../../../extraction/extraction-result.js';

/** Upper bound of an indexed piece, in UTF-16 units. */
const PIECE_LENGTH = 8000;

/** PostgreSQL's text search configurations by ISO 639-1 language. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hu: 'hungarian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

/** The search configuration for a language; `simple`, which knows no word forms, for the others. */
export function searchConfiguration(language: string): string {
  return CONFIGURATIONS[language] ?? 'simple';
}

/**
 * Writes a text's sentences and its full-text index. Every piece is indexed twice, as it stands and by the word forms
 * of its language, so that a search finds exact words in any language.
 */
export async function indexText(
  manager: EntityManager,
  content: { contentId: string; tenantId: string; language: string },
  text: string,
  sentences: readonly SentenceSpan[],
): Promise<void> {
  const { contentId, tenantId, language } = content;
  await manager.query(
    `insert into content_sentences (content_id, bounds) values ($1, $2)
     on conflict (content_id) do update set bounds = excluded.bounds`,
    [contentId, sentences.flat()],
  );
  const pieces = piecesOf(text, sentences);
  await manager.query('delete from content_passages where content_id = $1', [contentId]);
  await manager.query(
    `insert into content_passages (content_id, ordinal, tenant_id, start_offset, end_offset, words)
     select $1, piece.ordinal, $2, piece.start_offset, piece.end_offset,
            to_tsvector('simple', piece.body) || to_tsvector($3::regconfig, piece.body)
       from unnest($4::int[], $5::int[], $6::text[]) with ordinality
            as piece (start_offset, end_offset, body, ordinal)`,
    [
      contentId,
      tenantId,
      searchConfiguration(language),
      pieces.map(([start]) => start),
      pieces.map(([, end]) => end),
      pieces.map(([start, end]) => text.slice(start, end)),
    ],
  );
}

/** Successive whole sentences, up to the length of a piece. */
function piecesOf(text: string, sentences: readonly SentenceSpan[]): SentenceSpan[] {
  const pieces: SentenceSpan[] = [];
  for (const [start, end] of sentences) {
    const last = pieces.at(-1);
    if (last && end - last[0] <= PIECE_LENGTH) last[1] = end;
    else pieces.push([start, end]);
  }
  return pieces;
}
