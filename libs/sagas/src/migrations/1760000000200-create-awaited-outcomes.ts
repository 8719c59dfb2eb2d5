import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which saga instance waits for which outcome. */
export class CreateAwaitedOutcomes1760000000200 implements MigrationInterface {
  readonly name = 'CreateAwaitedOutcomes1760000000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table saga_awaited_outcomes (
        saga text not null,
        outcome_id uuid not null,
        instance_id uuid not null,
        primary key (saga, outcome_id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table saga_awaited_outcomes');
  }
}
