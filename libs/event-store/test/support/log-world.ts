import { message } from '@edda/event-schemas';
import {
  createTestDatabase,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore, type StreamName } from '../../src/index.js';
import { createEffects } from './effects.js';
import { Follower, type FollowerOptions } from './follower.js';
import { newStream, NoteWritten } from './notes.js';

/** A database with a log, two services that use it, and what follows the log. */
export class LogWorld {
  /** The store that appends; it follows nothing. */
  readonly writer: PostgresEventStore;
  private followers: Follower[] = [];

  private constructor(
    private readonly postgres: ThrowAwayPostgres,
    readonly database: TestDatabase,
    /** The connections of another process. */
    readonly there: DataSource,
  ) {
    this.writer = new PostgresEventStore(this.here, { source: 'writer' });
  }

  static async open(
    label: string,
    settings: Parameters<typeof startThrowAwayPostgres>[0] = {},
    poolSize = 20,
  ): Promise<LogWorld> {
    const postgres = await startThrowAwayPostgres(settings);
    const database = await createTestDatabase(postgres, { label, poolSize, migrations: [...EVENT_STORE_MIGRATIONS] });
    await createEffects(database.dataSource);
    return new LogWorld(postgres, database, await database.connect());
  }

  get here(): DataSource {
    return this.database.dataSource;
  }

  follow(options: FollowerOptions = {}, dataSource = this.here): Follower {
    const follower = new Follower(dataSource, options);
    this.followers.push(follower);
    return follower;
  }

  /** Each text into a stream of its own. */
  async append(...texts: string[]): Promise<void> {
    for (const text of texts) await this.appendTo(newStream(), text);
  }

  async appendTo(stream: StreamName, ...texts: string[]): Promise<number> {
    const events = texts.map((text) => message(NoteWritten, { text }));
    const result = await this.writer.append(stream, events, { expected: 'any' });
    if (!result.ok) throw new Error('"any" never conflicts.');
    return result.position;
  }

  async checkpointOf(name: string): Promise<number> {
    const [row] = await this.here.query<{ position: string }[]>(
      'select min(position) as position from checkpoints where name = $1',
      [name],
    );
    return Number(row?.position);
  }

  /** After each test. */
  async clear(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()));
    this.followers = [];
  }

  async close(): Promise<void> {
    await this.writer.close();
    await this.database.close();
    await this.postgres.stop();
  }
}
