/** How much one run takes in. */
export interface SourceLimits {
  /** Bytes of all files together. */
  readonly totalBytes: number;
  /** Bytes of a single file. */
  readonly fileBytes: number;
  /** Sources of any kind; more than this the API refuses. */
  readonly count: number;
}

export const DEFAULT_LIMITS: SourceLimits = {
  totalBytes: 200 * 1024 * 1024,
  fileBytes: 50 * 1024 * 1024,
  count: 2000,
};
