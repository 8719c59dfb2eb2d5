import { deriveId, EddaError, IdDerivation, newId, runInContext } from '@edda/kernel';
import { describeConflict } from '../append/expected-version.js';
import type { MessageCodec } from '../codec/message-codec.js';
import { toRecorded, toRecordedJson, type StoredRow } from '../read/row.js';
import type { RecordedMessage } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { moveCheckpoint, type OwnedCheckpoint } from './checkpoint.js';
import type { SubscriptionOptions } from './subscription.js';

export interface DeliveryParts {
  /** The service whose code handles. */
  source: string;
  unitOfWork: UnitOfWork;
  codec: MessageCodec;
}

/** A later owner has taken the shard: what was done is undone, and comes again there. */
export class ShardLost extends EddaError {
  constructor(name: string, shard: number) {
    super(
      'conflict',
      'SUBSCRIPTION_SHARD_LOST',
      `Shard ${shard} of subscription ${name} belongs to another process: what was being handled is undone here and handled there.`,
    );
  }
}

/** A transaction that seemed to have failed was committed after all: what was done again is undone. */
export class HandledBefore extends Error {
  constructor(readonly position: number) {
    super(`What lies up to position ${position} was handled before.`);
  }
}

/** Gives messages to the handler of a subscription, in a unit of work that its checkpoint is part of. */
export class Delivery {
  /** What the ids of what a handler emits are derived from, besides the message: the same at every attempt. */
  private readonly identity: string;

  constructor(
    private readonly parts: DeliveryParts,
    private readonly options: SubscriptionOptions,
  ) {
    this.identity = options.name ?? newId();
  }

  /**
   * @param checkpoint where it has one: moved to the last of these rows in the same transaction
   * @throws ShardLost when the checkpoint has another owner; HandledBefore; Error of the handler. All of it is undone then
   */
  async deliver(rows: readonly StoredRow[], checkpoint: OwnedCheckpoint | null): Promise<void> {
    const { unitOfWork, codec } = this.parts;
    const { name, raw, handleJson } = this.options;
    // Parsed anew at each attempt: the one before may have changed what it was given.
    const recorded = handleJson ? [] : rows.map(toRecorded);
    const messages = raw ? recorded : await codec.decode(recorded);
    const outcome = await unitOfWork.run(async () => {
      if (handleJson) await handleJson(rows.map(toRecordedJson));
      else await this.handle(messages);
      if (!checkpoint || name === undefined) return;
      const client = await unitOfWork.manager();
      const [first, last] = [Number(rows[0]?.[0]), Number(rows.at(-1)?.[0])];
      const session = { query: <Row>(sql: string, values?: unknown[]) => client.query<Row[]>(sql, values) };
      const move = await moveCheckpoint(session, name, checkpoint, first, last);
      if (move === 'lost') throw new ShardLost(name, checkpoint.shard);
      if (move !== 'moved') throw new HandledBefore(move.handledUpTo);
    });
    if (outcome.committed) return;
    throw new EddaError('conflict', 'VERSION_CONFLICT', describeConflict(outcome.conflict));
  }

  private async handle(messages: readonly RecordedMessage[]): Promise<void> {
    const { handle, handleBatch } = this.options;
    if (handleBatch) return handleBatch(messages);
    for (const message of messages) await this.inContextOf(message, async () => handle?.(message));
  }

  private inContextOf<T>(message: RecordedMessage, work: () => T): T {
    const { tenantId, id, metadata } = message;
    const { correlationId, userId, traceparent } = metadata;
    const derivation = new IdDerivation(deriveId(id, this.identity));
    const service = this.parts.source;
    return runInContext({ service, tenantId, userId, correlationId, causationId: id, traceparent, derivation }, work);
  }
}
