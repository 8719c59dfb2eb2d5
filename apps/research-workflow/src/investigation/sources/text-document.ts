import { EddaError } from '@edda/kernel';

/** A text as the content service hands it out. Offsets are UTF-16 units of `text`. */
export interface TextDocument {
  readonly contentId: string;
  /** The source as its user named it: a path or a URL. */
  readonly source: string;
  /** Of the bytes. */
  readonly sha256: string;
  /** Of the text in UTF-8. */
  readonly textSha256: string;
  /** ISO 639-1, or `und`. */
  readonly language: string;
  readonly text: string;
  /** [start, end) of each sentence, in order. */
  readonly sentences: readonly (readonly [number, number])[];
}

/** @throws EddaError `CONTENT.MALFORMED` when an answer of the content service is no text of this content */
export function textDocument(contentId: string, answer: unknown): TextDocument {
  const document = answer as Partial<TextDocument> | null;
  const texts = [document?.source, document?.sha256, document?.textSha256, document?.language, document?.text];
  const isOne = document?.contentId === contentId && Array.isArray(document.sentences);
  if (!isOne || !texts.every((text) => typeof text === 'string')) {
    throw new EddaError('internal', 'CONTENT.MALFORMED', `The content service answered no text for ${contentId}.`);
  }
  return document as TextDocument;
}
