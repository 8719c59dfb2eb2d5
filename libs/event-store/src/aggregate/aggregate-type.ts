/** The class of an aggregate, with what its repository must know of it. */
export interface AggregateType<A> {
  new (id: string): A;
  /** First part of the stream ids, such as `content` in `content-0190…`. */
  readonly category: string;
  /** Raise it whenever the shape or the meaning of the state changes: older snapshots are then ignored. */
  readonly snapshotVersion: number;
  /** Events between two snapshots: 100 unless given, `Infinity` for none. */
  readonly snapshotEvery?: number;
}

/** An aggregate with the version its stream had when it was read. */
export interface Loaded<A> {
  aggregate: A;
  /** 0 when the stream does not exist. */
  version: number;
  /** Version of the snapshot it was made from; 0 when it was made from events alone. */
  snapshotVersion: number;
}
