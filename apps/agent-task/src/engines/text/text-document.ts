/** A source's text as the content service hands it out. Offsets are UTF-16 code units. */
export interface TextDocument {
  readonly contentId: string;
  /** Where it came from: a path, a URL or a label. */
  readonly source: string;
  /** SHA-256 of the source's bytes, hexadecimal. */
  readonly sha256: string;
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  readonly textSha256: string;
  readonly title: string;
  /** ISO 639-1, or `und`. */
  readonly language: string;
  readonly text: string;
  /** [start, end) of each sentence, in order. */
  readonly sentences: readonly (readonly [number, number])[];
}
