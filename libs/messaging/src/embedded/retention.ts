import type { Database } from './database/database.js';
import type { Settings } from './settings.js';
import { FORGET_EPHEMERAL_GROUPS_SQL } from './sql/forget-ephemeral-groups.sql.js';

const FORGET = { text: FORGET_EPHEMERAL_GROUPS_SQL };
const DELETE = { text: `select broker.delete_expired_records($1) as deleted` };

/** Records deleted by one statement, so that no transaction is long. */
const BATCH = 1_000;

/** Deletes from time to time the records that are older than their topic keeps them, and ephemeral groups left behind. */
export class Retention {
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
  ) {}

  start(): void {
    if (this.stopped) return;
    this.timer ??= setInterval(() => void this.run(), this.settings.retentionCheckMs).unref();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (!this.stopped && (await this.deleteBatch()) > 0);
      if (!this.stopped) await this.database.query(FORGET);
    } catch (error) {
      if (!this.stopped) this.settings.logger.warn(`Expired records could not be deleted this time: ${String(error)}`);
    } finally {
      this.running = false;
    }
  }

  private async deleteBatch(): Promise<number> {
    const rows = await this.database.query<{ deleted: number }>(DELETE, [BATCH]);
    return rows[0]?.deleted ?? 0;
  }
}
