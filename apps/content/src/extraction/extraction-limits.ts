/** Limits on one document; a document beyond one of them fails with `TOO_LARGE`. */
export const EXTRACTION_LIMITS = {
  /** Bytes of the file itself. */
  inputBytes: 50 * 1024 * 1024,
  /** UTF-16 code units of the extracted text. */
  textLength: 20 * 1024 * 1024,
  /** Sum of the unpacked sizes that a zip container declares. */
  unpackedBytes: 256 * 1024 * 1024,
  /** Entries in a zip container. */
  zipEntries: 10_000,
} as const;
