/** Waiting times of the commands, in milliseconds. */
export interface Pace {
  /** First delay after a failed request; doubled with every further one. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** How long the server may be unreachable before a run exists. */
  readonly connectGiveUpMs: number;
  /** How long the server may be unreachable while a run is followed. */
  readonly outageGiveUpMs: number;
  /** Least time between two reads of the workflow while events arrive. */
  readonly pollMs: number;
  /** Time after which the workflow is read although no event arrived. */
  readonly idleMs: number;
  /** Least time between two lines with the counts of a running stage. */
  readonly countLineMs: number;
  /** How long a platform started here may take to stop. */
  readonly stopMs: number;
  /** How long a saga may take to take in what somebody asks for. */
  readonly takenMs: number;
}

export const DEFAULT_PACE: Pace = {
  retryMs: 250,
  retryMaxMs: 10_000,
  connectGiveUpMs: 30_000,
  outageGiveUpMs: 300_000,
  pollMs: 500,
  idleMs: 5_000,
  countLineMs: 1_000,
  stopMs: 20_000,
  takenMs: 5_000,
};
