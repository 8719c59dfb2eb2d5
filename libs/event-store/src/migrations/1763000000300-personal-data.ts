import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FORGOTTEN_AMONG_SQL } from '../personal-data/forgotten-among.sql.js';

/** What keeps personal data of a forgotten subject out of the log. The keys lie in a database of their own. */
export class PersonalData1763000000300 implements MigrationInterface {
  readonly name = 'PersonalData1763000000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FORGOTTEN_AMONG_SQL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function forgotten_among');
  }
}
