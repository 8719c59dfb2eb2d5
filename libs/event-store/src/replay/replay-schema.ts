import { hasPersonalFields } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { projectionWrite } from '../projection/projection-write.js';
import { tableName } from '../projection/projection-table.js';
import type { Projection } from '../projection/projection.js';
import type { RecordedMessage } from '../recorded-message.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/**
 * A database schema with copies of a projection's tables. They stand before the others on the search path while the
 * projection writes, so that its SQL and its entities find the copies under the names they know.
 */
export class ReplaySchema {
  private constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projection: Projection,
    readonly name: string,
  ) {}

  /** @throws EddaError `REPLAY_SCHEMA_INVALID`; `REPLAY_SCHEMA_EXISTS`; `REPLAY_OF_PERSONAL_DATA` */
  static async create(
    unitOfWork: UnitOfWork,
    projection: Projection,
    name: string,
    personalData: boolean,
  ): Promise<ReplaySchema> {
    if (!NAME.test(name)) {
      throw new EddaError(
        'invalid',
        'REPLAY_SCHEMA_INVALID',
        `A schema cannot be named "${name}": expected small letters, digits and _, beginning with a letter, 63 at most.`,
      );
    }
    if (!personalData && projection.definitions.some(hasPersonalFields)) {
      throw new EddaError(
        'forbidden',
        'REPLAY_OF_PERSONAL_DATA',
        `Projection ${projection.name} follows events with personal data, which a replay would write decrypted: ask for it with "personalData".`,
      );
    }
    const schema = new ReplaySchema(unitOfWork, projection, name);
    await schema.createTables();
    return schema;
  }

  /** Writes what the projection makes of a page of events, in one transaction. */
  async apply(events: readonly RecordedMessage[]): Promise<void> {
    if (events.length === 0) return;
    await this.unitOfWork.run(async () => {
      const manager = await this.unitOfWork.manager();
      await manager.query(`select set_config('search_path', $1 || ', ' || current_setting('search_path'), true)`, [
        `"${this.name}"`,
      ]);
      const write = projectionWrite(manager, (table) => this.projection.tableOf(table), true, null);
      for (const event of events) {
        await this.projection.apply({ ...event, data: event.data as object }, write);
      }
    });
  }

  /** The rows of one of the projection's tables, in no order. For looking at; a large table is better read by SQL. */
  async rows<Row>(table: string, limit = 1000): Promise<Row[]> {
    const name = this.projection.tableOf(table);
    return this.unitOfWork.pool.query<Row>(`select * from "${this.name}"."${name}" limit $1`, [limit]);
  }

  async drop(): Promise<void> {
    await this.unitOfWork.pool.query(`drop schema if exists "${this.name}" cascade`);
  }

  private async createTables(): Promise<void> {
    const tables = this.projection.tables.map((table) => this.projection.tableOf(tableName(table)));
    await this.unitOfWork.run(async () => {
      const manager = await this.unitOfWork.manager();
      const known = await manager.query<unknown[]>('select from pg_namespace where nspname = $1', [this.name]);
      if (known.length > 0) {
        throw new EddaError(
          'conflict',
          'REPLAY_SCHEMA_EXISTS',
          `There is a schema ${this.name} already: drop it, or take another name.`,
        );
      }
      await manager.query(`create schema "${this.name}"`);
      for (const table of tables) {
        await manager.query(`create table "${this.name}"."${table}" (like "${table}" including all)`);
      }
    });
  }
}
