/** What is known about a document before its bytes are looked at. */
export interface ExtractionInput {
  readonly bytes: Uint8Array;
  /** Name with extension; only a hint, the bytes decide. */
  readonly fileName: string;
  /** A `Content-Type` value, with its charset parameter where one was given, e.g. `text/html; charset=shift_jis`. */
  readonly declaredMimeType?: string;
}
