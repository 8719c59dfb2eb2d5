/** How far a replay is. */
export interface ReplayProgress {
  /** Events handled so far. */
  replayed: number;
  /** Version of the stream, or position in the log, of the last one. */
  at: number;
  /** Version or position at which it ends. */
  end: number;
}

export interface ReplayOptions {
  /** Told after each page and at the end. */
  onProgress?: (progress: ReplayProgress) => void;
  /** Ends the replay by throwing the signal's reason. */
  signal?: AbortSignal;
  /** Events read in one round trip, 500 unless given. Two such pages are in memory at most. */
  batchSize?: number;
}

export interface FixtureOptions extends ReplayOptions {
  /** Upcast and with personal data decrypted; otherwise the events are kept as they are stored. */
  decoded?: boolean;
  /** Events at most, 10,000 unless given. */
  limit?: number;
}

export interface ProjectionReplayOptions extends ReplayOptions {
  /** Name of the schema that is made for the tables, such as `replay_of_may`; it must not exist. */
  schema: string;
  /**
   * To be set for a projection that follows events with personal fields: what it writes is decrypted, and out of reach
   * when a subject is forgotten until the schema is dropped.
   */
  personalData?: boolean;
}
