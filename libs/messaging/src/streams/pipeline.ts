import type { MessageDefinition } from '@edda/event-schemas';
import type { UnitOfWork } from '@edda/event-store';
import type { Delivery } from '../envelope/delivery.js';
import type { AggregateState } from './aggregators/aggregation.js';
import type { Duration } from './duration.js';
import type { Contribution, Entry, OpenWindow } from './windows/open-window.js';
import type { WindowSpec } from './windows/window-spec.js';

/** Which messages a pipeline is given. */
export interface StreamSource {
  readonly topics: readonly string[];
  /** Null for every event of the topics. */
  readonly messages: readonly MessageDefinition[] | null;
  /** Event time of a message, in milliseconds since 1970. */
  timeOf(delivery: Delivery): number;
}

/** A pipeline that handles each message at once. */
export interface DirectPipeline {
  readonly kind: 'direct';
  readonly source: StreamSource;
  handle(delivery: Delivery, unitOfWork: UnitOfWork): Promise<void>;
}

/** How and when windows are closed. */
export interface Windowing {
  readonly spec: WindowSpec;
  /** How much later than its successors in time an event may come. */
  readonly outOfOrderness: Duration;
  /** A partition in which nothing comes for so long holds the watermark no more. */
  readonly idleAfter: Duration;
  /** How long behind its end a window is still changed by late events. */
  readonly allowedLateness: Duration;
  readonly emit: 'on-close' | 'on-update';
  /** Most windows whose state is kept at once. */
  readonly maxWindows: number;
}

/** A pipeline that aggregates in windows. */
export interface WindowedPipeline {
  readonly kind: 'windowed';
  readonly source: StreamSource;
  readonly windowing: Windowing;
  /** The kind of each figure, by its name. */
  readonly figures: Readonly<Record<string, string>>;
  /** Whether late values are told to a handler; else they are counted and dropped. */
  readonly tellsLate: boolean;
  contributions(delivery: Delivery): Promise<readonly Contribution[]>;
  merge(left: AggregateState, right: AggregateState): AggregateState;
  emit(window: OpenWindow, stage: WindowStage, unitOfWork: UnitOfWork): Promise<void>;
  tellLate(entry: Entry, unitOfWork: UnitOfWork): Promise<void>;
}

/** Whether a window is emitted before its end, at its end, or changed by late events. */
export type WindowStage = 'early' | 'on-time' | 'late';

export type Pipeline = DirectPipeline | WindowedPipeline;
