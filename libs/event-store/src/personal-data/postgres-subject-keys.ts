import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { MasterKeys } from './master-keys.js';
import type { ForgottenSubject, SubjectKey, SubjectKeyStore } from './subject-key-store.js';
import { CREATE_SUBJECT_KEYS, FORGET_SUBJECT, SUBJECT_KEYS_FOR } from './subject-keys.sql.js';

export interface PostgresSubjectKeysOptions {
  /** A database of its own: whoever can read the log should not be able to read the keys. */
  url: string;
  /** 32 random bytes or more in base64; the keys are stored encrypted with it. */
  secret: string;
  /** Secrets from before; needed until {@link PostgresSubjectKeys.rewrap} is through. */
  formerSecrets?: readonly string[];
  /** Connections at most; 2 unless given. */
  poolSize?: number;
}

interface KeyRow {
  subject_id: string;
  wrapped: Buffer | null;
  master_key: string | null;
}

interface ForgottenRow {
  tenant_id: string;
  subject_id: string;
  forgotten_at: Date;
  reason: string | null;
}

const REWRAP_BATCH = 500;

/** The keys of the subjects in a Postgres database of their own. */
export class PostgresSubjectKeys implements SubjectKeyStore {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly masters: MasterKeys,
  ) {}

  /**
   * Connects and makes the table where it is missing.
   *
   * @throws Error when the database cannot be reached, or holds keys that none of the secrets opens
   */
  static async open({
    url,
    secret,
    formerSecrets,
    poolSize = 2,
  }: PostgresSubjectKeysOptions): Promise<PostgresSubjectKeys> {
    const masters = new MasterKeys(secret, formerSecrets);
    const pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      application_name: 'edda subject keys',
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 5_000,
      keepAlive: true,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
    });
    // A connection that breaks while nobody uses it is replaced at the next query.
    pool.on('error', () => undefined);
    const keys = new PostgresSubjectKeys(pool, masters);
    try {
      await pool.query(CREATE_SUBJECT_KEYS);
      await keys.checkSecrets();
    } catch (error) {
      await pool.end();
      throw error;
    }
    return keys;
  }

  async keysFor(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    // In one order everywhere, so that two that make the same keys wait and never deadlock.
    const sorted = [...new Set(subjectIds)].sort();
    const found = new Map<string, SubjectKey>();
    for (let missing = sorted; missing.length > 0; missing = missing.filter((id) => !found.has(id))) {
      const fresh = missing.map((subjectId) => this.masters.wrap(randomBytes(32), { tenantId, subjectId }));
      const { rows } = await this.pool.query<KeyRow>(SUBJECT_KEYS_FOR, [
        tenantId,
        missing,
        fresh,
        this.masters.currentId,
      ]);
      // One that another transaction makes at this moment is in neither half of the answer, and is there the next time.
      for (const row of rows) found.set(row.subject_id, this.keyOf(tenantId, row));
    }
    return found;
  }

  async find(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    const { rows } = await this.pool.query<KeyRow>(
      'select subject_id, wrapped, master_key from subject_keys where tenant_id = $1 and subject_id = any($2)',
      [tenantId, subjectIds],
    );
    return new Map(rows.map((row) => [row.subject_id, this.keyOf(tenantId, row)]));
  }

  async forget(tenantId: string, subjectId: string, by: string, reason: string | null): Promise<ForgottenSubject> {
    const { rows } = await this.pool.query<ForgottenRow>(FORGET_SUBJECT, [tenantId, subjectId, by, reason]);
    return rows.map(toForgotten)[0] as ForgottenSubject;
  }

  async isForgotten(tenantId: string, subjectId: string): Promise<boolean> {
    return (await this.find(tenantId, [subjectId])).get(subjectId) === null;
  }

  async announced(tenantId: string, subjectId: string): Promise<void> {
    await this.pool.query(
      'update subject_keys set is_announced = true where tenant_id = $1 and subject_id = $2 and not is_announced',
      [tenantId, subjectId],
    );
  }

  async unannounced(by: string): Promise<ForgottenSubject[]> {
    const { rows } = await this.pool.query<ForgottenRow>(
      `select tenant_id, subject_id, forgotten_at, reason from subject_keys
        where forgotten_at is not null and not is_announced and forgotten_by = $1 order by forgotten_at`,
      [by],
    );
    return rows.map(toForgotten);
  }

  /**
   * Wraps every key with the current secret. To change the secret: start all services with the new one and the former one
   * beside it, run this once, then start them without the former one. May run while the keys are in use.
   *
   * @returns how many keys were wrapped with a former secret
   */
  async rewrap(): Promise<number> {
    for (let total = 0; ;) {
      const count = await this.rewrapSome();
      total += count;
      if (count === 0) return total;
    }
  }

  /** @throws Error when the database does not answer */
  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async rewrapSome(): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query<KeyRow & { tenant_id: string }>(
        `select tenant_id, subject_id, wrapped, master_key from subject_keys
          where wrapped is not null and master_key <> $1
          order by tenant_id, subject_id limit $2 for update`,
        [this.masters.currentId, REWRAP_BATCH],
      );
      const wrapped = rows.map(({ tenant_id: tenantId, ...row }) => {
        const subject = { tenantId, subjectId: row.subject_id };
        return this.masters.wrap(this.keyOf(tenantId, row) as Buffer, subject);
      });
      await client.query(
        `update subject_keys k set wrapped = n.wrapped, master_key = $4
           from unnest($1::text[], $2::text[], $3::bytea[]) as n (tenant_id, subject_id, wrapped)
          where k.tenant_id = n.tenant_id and k.subject_id = n.subject_id`,
        [rows.map((row) => row.tenant_id), rows.map((row) => row.subject_id), wrapped, this.masters.currentId],
      );
      await client.query('commit');
      return rows.length;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private async checkSecrets(): Promise<void> {
    const { rows } = await this.pool.query(
      'select from subject_keys where wrapped is not null and master_key <> all($1::text[]) limit 1',
      [this.masters.ids],
    );
    if (rows.length === 0) return;
    throw new Error(
      'The database holds keys of subjects that were wrapped with another secret: give that one as a former secret.',
    );
  }

  private keyOf(tenantId: string, { subject_id: subjectId, wrapped, master_key: masterId }: KeyRow): SubjectKey {
    return wrapped && this.masters.unwrap(wrapped, masterId ?? '', { tenantId, subjectId });
  }
}

function toForgotten(row: ForgottenRow): ForgottenSubject {
  return {
    tenantId: row.tenant_id,
    subjectId: row.subject_id,
    forgottenAt: row.forgotten_at,
    reason: row.reason,
  };
}
