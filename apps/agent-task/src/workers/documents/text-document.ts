import { EddaError } from '@edda/kernel';
import type { TextDocument } from '../../engines/text/text-document.js';

/** @throws EddaError `DOCUMENT.MALFORMED` when the answer of the content service is no text of this content */
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
  const perSentence = 72;
  return 1024 + text.length * 2 + sentences.length * perSentence;
}
