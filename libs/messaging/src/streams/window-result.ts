import type { WindowStage } from './pipeline.js';
import type { OpenWindow } from './windows/open-window.js';

/** A window as it is handed over. */
export interface WindowResult<F> {
  readonly tenantId: string;
  readonly key: string;
  readonly start: Date;
  /** The first moment behind it. */
  readonly end: Date;
  /** `early`: more may come; `on-time`: once, when the watermark has passed its end; `late`: it was changed since. */
  readonly stage: WindowStage;
  /** Counts up by one with each emission of the window, from 1. */
  readonly revision: number;
  /** Bounds emitted before that this window takes the place of: sessions that have grown together. */
  readonly replaces: readonly { readonly start: Date; readonly end: Date }[];
  readonly figures: F;
}

export function resultOf<F>(window: OpenWindow, stage: WindowStage, figures: F): WindowResult<F> {
  const { tenantId, key, start, end, revision, emitted } = window;
  return {
    tenantId,
    key,
    start: new Date(start),
    end: new Date(end),
    stage,
    revision: revision + 1,
    replaces: emitted
      .filter((bounds) => bounds.start !== start || bounds.end !== end)
      .map((bounds) => ({ start: new Date(bounds.start), end: new Date(bounds.end) })),
    figures,
  };
}
