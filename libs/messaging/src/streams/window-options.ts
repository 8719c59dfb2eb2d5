import { seconds, type Duration } from './duration.js';
import type { Windowing } from './pipeline.js';
import type { SinkScope } from './sink.js';
import type { WindowSpec } from './windows/window-spec.js';

/** A value that came when all its windows had expired. */
export interface LateValue<T> {
  readonly tenantId: string;
  readonly key: string;
  /** Event time. */
  readonly time: Date;
  /** As plain data: it was kept as JSON meanwhile. */
  readonly value: T;
}

export interface WindowOptions<T> {
  /**
   * The watermark stays that far behind the latest event of each partition: how much later than its successors in time an
   * event may come. 5 s unless given.
   */
  readonly outOfOrderness?: Duration;
  /**
   * A partition in which nothing has come for so long holds the watermark no more; where nothing comes in any, event
   * time goes on with the clock, that far behind. 30 s unless given.
   */
  readonly idleAfter?: Duration;
  /** How long behind its end a window is changed by late events, each time emitted again. 0 unless given. */
  readonly allowedLateness?: Duration;
  /** Takes what comes later than allowed. Without it such values are counted and dropped. */
  readonly late?: (late: LateValue<T>, scope: SinkScope) => Promise<void>;
  /** `on-update`: also before its end, whenever a window has changed. `on-close` unless given. */
  readonly emit?: 'on-close' | 'on-update';
  /** Most windows whose state is kept at once; what would need more is counted and dropped. 100,000 unless given. */
  readonly maxWindows?: number;
}

/** @throws Error that names the option that is wrong */
export function windowingOf(spec: WindowSpec, options: Omit<WindowOptions<never>, 'late'>): Windowing {
  const windowing: Windowing = {
    spec,
    outOfOrderness: options.outOfOrderness ?? seconds(5),
    idleAfter: options.idleAfter ?? seconds(30),
    allowedLateness: options.allowedLateness ?? 0,
    emit: options.emit ?? 'on-close',
    maxWindows: options.maxWindows ?? 100_000,
  };
  for (const name of ['outOfOrderness', 'idleAfter', 'allowedLateness', 'maxWindows'] as const) {
    const value = windowing[name];
    const least = name === 'maxWindows' || name === 'idleAfter' ? 1 : 0;
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new Error(`The option ${name} of window() is ${value}: give a whole number from ${least}.`);
  }
  return windowing;
}
