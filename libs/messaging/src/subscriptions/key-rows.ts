import type { SqlClient } from '@edda/event-store';
import { NEW_KEY, type KeyRow, type KeyState } from './key-row.js';

/** Most keys that are remembered. */
const MAX_REMEMBERED = 50_000;

interface StoredRow {
  key: string;
  last_sequence: string | null;
  state: KeyState;
}

/**
 * The rows of the keys of one subscription, remembered. Another process may have moved one since: then the statement that
 * moves it here fails, and it is forgotten and read again.
 */
export class KeyRows {
  private readonly rows = new Map<string, KeyRow>();
  private readonly doubtful = new Set<string>();

  /** @param onlyHeld whether only those that are not open are read, when a partition comes; else each when it is needed */
  constructor(
    private readonly client: SqlClient,
    private readonly subscription: string,
    private readonly onlyHeld: boolean,
  ) {}

  /** As remembered, else as stored. */
  async of(key: string): Promise<KeyRow> {
    const known = this.rows.get(key);
    if (known) return known;
    if (this.onlyHeld && !this.doubtful.has(key)) return NEW_KEY;
    await this.load([key]);
    this.doubtful.delete(key);
    return this.rows.get(key) ?? NEW_KEY;
  }

  /** Reads those that are not remembered. */
  async load(keys: Iterable<string>): Promise<void> {
    const missing = new Set<string>();
    for (const key of keys) if (!this.rows.has(key)) missing.add(key);
    if (missing.size === 0) return;
    const rows = await this.client.query<StoredRow>(
      'select key, last_sequence, state from subscription_keys where subscription = $1 and key = any($2)',
      [this.subscription, [...missing]],
      'edda-subscription-keys',
    );
    for (const key of missing) this.set(key, NEW_KEY);
    for (const row of rows) this.set(row.key, keyRow(row));
  }

  /** As remembered. */
  peek(key: string): KeyRow | undefined {
    return this.rows.get(key);
  }

  /**
   * A partition came: its keys may have moved elsewhere meanwhile.
   *
   * @param isMoving whether a key is on its way to where it is remembered to be
   */
  async refresh(isMoving: (key: string) => boolean): Promise<void> {
    for (const key of this.rows.keys()) if (!isMoving(key)) this.rows.delete(key);
    if (!this.onlyHeld) return;
    const rows = await this.client.query<StoredRow>(
      "select key, last_sequence, state from subscription_keys where subscription = $1 and state <> 'open'",
      [this.subscription],
    );
    for (const row of rows) this.set(row.key, keyRow(row));
  }

  set(key: string, row: KeyRow): void {
    this.rows.delete(key);
    this.rows.set(key, row);
    if (this.rows.size <= MAX_REMEMBERED) return;
    const [oldest] = this.rows.keys();
    if (oldest !== undefined) this.rows.delete(oldest);
  }

  forget(key: string): void {
    this.rows.delete(key);
    if (this.onlyHeld) this.doubtful.add(key);
  }
}

function keyRow({ last_sequence, state }: StoredRow): KeyRow {
  return { last: last_sequence === null ? null : Number(last_sequence), state };
}
