/** An event of a history, as a stream gives it. */
export interface HistoryEvent {
  readonly type: string;
  readonly data: unknown;
  /** Where it is known: its version in the stream, and its time. */
  readonly version?: number;
  readonly recordedAt?: string | Date;
}
