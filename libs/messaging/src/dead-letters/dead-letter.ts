/**
 * `dead`: waits for a decision. `redriven`: handed back, the outcome is open. `handled`: a redrive went well. `discarded`: it
 * will never be handled.
 */
export type DeadLetterStatus = 'dead' | 'redriven' | 'handled' | 'discarded';

/** One time that a message was given up. */
export interface DeadLetterRound {
  /** 1 for the first. */
  readonly round: number;
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  readonly diedAt: Date;
  /** Null in the round that waits for a decision. */
  readonly redrivenAt: Date | null;
  readonly redrivenBy: string | null;
  /** Whether its payload was edited before it was redriven. */
  readonly edited: boolean;
}

/** A message that a subscription gave up; the same letter however often it dies. */
export interface DeadLetter {
  /** A UUIDv7, made when it died first. */
  readonly id: string;
  readonly status: DeadLetterStatus;
  /** The subscription's group, such as `learning.read-letter`. */
  readonly subscription: string;
  readonly messageId: string;
  readonly type: string | null;
  readonly tenantId: string | null;
  readonly key: string;
  readonly correlationId: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was published, or edited: JSON, unless that is what is wrong with it; personal fields are encrypted. */
  readonly value: string;
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  readonly diedAt: Date;
  readonly editedAt: Date | null;
  readonly editedBy: string | null;
  /** Whether later messages of its key wait for it. */
  readonly holdsKey: boolean;
  /** How many of them do. */
  readonly behind: number;
  readonly note: string | null;
  readonly rounds: readonly DeadLetterRound[];
}

/** Which letters; what is not given is not asked for. */
export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly subscription?: string;
  readonly type?: string;
  readonly code?: string;
  readonly tenantId?: string;
  readonly key?: string;
  readonly correlationId?: string;
  /** Died then or later. */
  readonly since?: Date;
  /** Died before. */
  readonly until?: Date;
  readonly status?: DeadLetterStatus;
}
