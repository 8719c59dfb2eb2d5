import { pause } from '@edda/kernel';
import type { DataSource, QueryRunner } from 'typeorm';

const LOCK = 'edda:migrations';

/**
 * Runs the migrations of a data source that its database has not seen yet. Several processes may do so at once: one
 * migrates, the others wait.
 */
export async function runMigrations(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    // Not a wait inside the database: an index that is made concurrently waits for every statement that is under way.
    while (!(await hasLocked(runner))) await pause(100);
    await dataSource.runMigrations();
  } finally {
    await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
  }
}

async function hasLocked(runner: QueryRunner): Promise<boolean> {
  const rows = (await runner.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [LOCK])) as {
    locked: boolean;
  }[];
  return rows[0]?.locked === true;
}
