/** A source as it is named to the platform, and what stands behind it. */
export type CollectedSource =
  | { readonly kind: 'file'; readonly source: string; readonly path: string; readonly bytes: number }
  | { readonly kind: 'url'; readonly source: string; readonly url: string }
  | { readonly kind: 'unavailable'; readonly source: string; readonly reason: string };

/** Files that one rule kept out of the run. */
export interface LeftOut {
  readonly rule: string;
  readonly count: number;
  /** The first few of them. */
  readonly examples: readonly string[];
}

export interface CollectedSources {
  readonly sources: readonly CollectedSource[];
  readonly leftOut: readonly LeftOut[];
  /** Bytes of all files that were taken. */
  readonly bytes: number;
}
