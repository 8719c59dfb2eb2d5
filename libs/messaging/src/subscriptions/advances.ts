import type { SqlClient } from '@edda/event-store';

interface Advance {
  readonly expected: number | null;
  to: number;
  readonly done: ((moved: boolean) => void)[];
}

/**
 * Moves the rows of keys past records that no handler gets: many in one statement, and the records of one key in one step.
 * A row that another process has moved meanwhile, or that is held, stays as it is.
 */
const ADVANCE_KEYS_SQL = `
  with moves as (select * from unnest($2::text[], $3::bigint[], $4::bigint[]) as m (key, expected, sequence)),
  moved as (
    update subscription_keys as k
       set last_sequence = m.sequence, due_at = case when k.state = 'gap' then now() end
      from moves as m
     where k.subscription = $1 and k.key = m.key and k.last_sequence is not distinct from m.expected and k.state <> 'held'
    returning k.key
  ), added as (
    insert into subscription_keys (subscription, key, last_sequence)
    select $1, m.key, m.sequence from moves as m where m.expected is null order by m.key
    on conflict do nothing returning key
  )
  select key from moved union all select key from added`;

/** Collects them while a statement is under way. */
export class Advances {
  private collected = new Map<string, Advance>();
  private writing = new Map<string, Advance>();
  private flushing: Promise<void> | null = null;

  /** @param onError told when they could not be written; they count as not moved then */
  constructor(
    private readonly client: SqlClient,
    private readonly subscription: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @returns whether the row moved from `expected`, or from where an earlier call of this key takes it, to `sequence` */
  move(key: string, expected: number | null, to: number): Promise<boolean> {
    const moved = new Promise<boolean>((done) => {
      const known = this.collected.get(key);
      if (known) {
        known.to = to;
        known.done.push(done);
      } else {
        this.collected.set(key, { expected, to, done: [done] });
      }
    });
    this.flushing ??= this.flush();
    return moved;
  }

  /** Whether a key is still to be moved. */
  isMoving(key: string): boolean {
    return this.collected.has(key) || this.writing.has(key);
  }

  /** Resolves when nothing of the key is still to be moved. */
  async settled(key: string): Promise<void> {
    for (let moving = this.moving(key); moving; moving = this.moving(key)) {
      const { done } = moving;
      await new Promise<boolean>((resolve) => done.push(resolve));
    }
  }

  private moving(key: string): Advance | undefined {
    return this.collected.get(key) ?? this.writing.get(key);
  }

  private async flush(): Promise<void> {
    // What is taken over together comes in one go.
    await new Promise(setImmediate);
    while (this.collected.size > 0) {
      const batch = this.collected;
      this.writing = batch;
      this.collected = new Map();
      const moved = await this.write(batch);
      this.writing = new Map();
      for (const [key, { done }] of batch) for (const tell of done) tell(moved.has(key));
      // Those who were told may have more to move.
      await new Promise(setImmediate);
    }
    this.flushing = null;
  }

  private async write(batch: Map<string, Advance>): Promise<Set<string>> {
    const moves = [...batch.values()];
    try {
      const rows = await this.client.query<{ key: string }>(
        ADVANCE_KEYS_SQL,
        [this.subscription, [...batch.keys()], moves.map(({ expected }) => expected), moves.map(({ to }) => to)],
        'edda-advance-keys',
      );
      return new Set(rows.map(({ key }) => key));
    } catch (error) {
      this.onError(error);
      return new Set();
    }
  }
}
