import { Query } from '@nestjs/cqrs';
import type { SentenceSpan } from '../../../extraction/extraction-result.js';

/** A text with what is needed to cite it. Offsets are UTF-16 units of `text`. */
export interface TextDocument {
  contentId: string;
  source: string;
  /** Of the bytes. */
  sha256: string;
  /** Of the text in UTF-8. */
  textSha256: string;
  title: string;
  language: string;
  text: string;
  sentences: SentenceSpan[];
}

/** The text of one content. */
export class GetText extends Query<TextDocument> {
  constructor(readonly contentId: string) {
    super();
  }
}
