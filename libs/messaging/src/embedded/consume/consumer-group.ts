import type { Claim, HeldPartition } from './claim.js';
import type { Database } from '../database/database.js';
import { COMMIT_OFFSETS_SQL } from '../sql/commit-offsets.sql.js';

const JOIN = { text: `select broker.join_group($1, $2, $3, $4::text[], $5, $6 * interval '1 millisecond', $7)` };
const CLAIM = { name: 'edda-broker-claim', text: `select * from broker.claim_partitions($1, $2)` };
const RELEASE = { text: `select broker.release_partition($1, $2, $3, $4, $5)` };
const LEAVE = { text: `select broker.leave_group($1, $2)` };
const COMMIT = { name: 'edda-broker-commit', text: COMMIT_OFFSETS_SQL };

/** Rows without a partition say only that the member belongs to the group. */
interface ClaimRow {
  group_generation: string;
  topic: string | null;
  topic_id: number;
  partition: number;
  committed_offset: string;
  generation: string;
  held: boolean;
  wanted: boolean;
}

/** Every record of a partition before the offset is finished. */
export interface OffsetCommit {
  readonly held: HeldPartition;
  readonly offset: number;
}

export interface GroupSubscription {
  readonly group: string;
  readonly topics: readonly string[];
  readonly from: 'earliest' | 'latest';
  readonly instance: string | null;
  readonly sessionTimeoutMs: number;
  readonly ephemeral?: boolean;
}

/** The calls that a member makes on its group in the database. */
export class ConsumerGroup {
  constructor(
    private readonly database: Database,
    readonly subscription: GroupSubscription,
  ) {}

  async join(memberId: string): Promise<void> {
    const { group, topics, from, instance, sessionTimeoutMs, ephemeral = false } = this.subscription;
    await this.database.query(JOIN, [group, memberId, instance, topics, from, sessionTimeoutMs, ephemeral]);
  }

  /** Takes what is free of the member's share; null when it is not a member any more. */
  async claim(memberId: string): Promise<Claim | null> {
    const rows = await this.database.query<ClaimRow>(CLAIM, [this.subscription.group, memberId]);
    if (!rows[0]) return null;
    const partitions = rows.filter((row) => row.topic !== null);
    return {
      generation: Number(rows[0].group_generation),
      kept: partitions.filter((row) => row.held && row.wanted).map((row) => heldPartition(memberId, row)),
      surplus: partitions.filter((row) => row.held && !row.wanted).map((row) => heldPartition(memberId, row)),
      waiting: partitions.some((row) => !row.held),
    };
  }

  async release(held: HeldPartition): Promise<void> {
    const { memberId, topicId, partition, generation } = held;
    await this.database.query(RELEASE, [this.subscription.group, memberId, topicId, partition, generation]);
  }

  /** Moves committed offsets; answers those that count, because the member still holds the partition. */
  async commit<Commit extends OffsetCommit>(commits: readonly Commit[]): Promise<Set<Commit>> {
    const rows = await this.database.query<{ nth: number }>(COMMIT, [
      this.subscription.group,
      commits.map(({ held }) => held.topicId),
      commits.map(({ held }) => held.partition),
      commits.map(({ offset }) => offset),
      commits.map(({ held }) => held.memberId),
      commits.map(({ held }) => held.generation),
    ]);
    return new Set(rows.flatMap(({ nth }) => commits[nth - 1] ?? []));
  }

  async leave(memberId: string): Promise<void> {
    await this.database.query(LEAVE, [this.subscription.group, memberId]);
  }
}

function heldPartition(memberId: string, row: ClaimRow): HeldPartition {
  return {
    topic: row.topic ?? '',
    topicId: row.topic_id,
    memberId,
    partition: row.partition,
    generation: Number(row.generation),
    committed: Number(row.committed_offset),
  };
}
