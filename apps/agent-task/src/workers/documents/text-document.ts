import { EddaError } from '@edda/kernel';

/** The text of a source, as the content service hands it out. */
export interface TextDocument {
  contentId: string;
  /** The source as its user named it: a path or a URL. */
  source: string;
  /** Of the source's bytes. */
  sha256: string;
  /** Of the text in UTF-8. */
  textSha256: string;
  title: string;
  /** ISO 639-1, or `und`. */
  language: string;
  /** Normalised; offsets into it count UTF-16 units. */
  text: string;
  /** Start and end of each sentence. */
  sentences: [start: number, end: number][];
}

/** @throws EddaError `DOCUMENT.MALFORMED` when the answer is no text of this content */
export function textDocument(contentId: string, answer: unknown): TextDocument {
  const document = answer as Partial<TextDocument> | null;
  const texts = [document?.source, document?.sha256, document?.textSha256, document?.title, document?.language];
  if (
    document?.contentId !== contentId ||
    typeof document.text !== 'string' ||
    !Array.isArray(document.sentences) ||
    !texts.every((text) => typeof text === 'string')
  ) {
    throw new EddaError('internal', 'DOCUMENT.MALFORMED', `The content service answered no text for ${contentId}.`);
  }
  return document as TextDocument;
}

/** About how much memory a document takes, in bytes. */
export function sizeOf({ text, sentences }: TextDocument): number {
  const perSentence = 40;
  return 1024 + text.length * 2 + sentences.length * perSentence;
}
