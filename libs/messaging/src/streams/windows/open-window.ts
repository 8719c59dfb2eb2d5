import type { AggregateState } from '../aggregators/aggregation.js';
import type { Bounds } from './window-spec.js';

/** What tells a group of windows from the others of its pipeline. Tenants never share a window. */
export interface WindowKey {
  readonly tenantId: string;
  readonly key: string;
}

/** A window whose state is kept. */
export interface OpenWindow extends WindowKey, Bounds {
  readonly state: AggregateState;
  /** How often it was emitted. */
  readonly revision: number;
  /** Whether it was emitted after its end; sessions that grow are open again. */
  readonly isClosed: boolean;
  /** Bounds that were emitted and not replaced since. */
  readonly emitted: readonly Bounds[];
}

/** The share that one value has in the windows of its key. */
export interface Contribution {
  readonly key: string;
  readonly state: AggregateState;
  /** What the value was, kept where late values are told to a handler. */
  readonly value?: unknown;
}

/** A contribution that waits to be merged into its windows. */
export interface Entry extends Contribution, WindowKey {
  readonly id: string;
  /** Event time in milliseconds since 1970. */
  readonly time: number;
}

/** Of one key in one pipeline. */
export function sameKey({ tenantId, key }: WindowKey): string {
  return JSON.stringify([tenantId, key]);
}
