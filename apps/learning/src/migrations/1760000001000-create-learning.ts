import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model of the learning service. */
export class CreateLearning1760000001000 implements MigrationInterface {
  readonly name = 'CreateLearning1760000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table learning_path_views (
        learning_path_id uuid primary key,
        tenant_id text not null,
        workflow_id uuid not null,
        title text not null,
        modules json not null,
        item_count int not null,
        created_at timestamptz not null
      )`);
    await queryRunner.query(
      'create index learning_path_views_page on learning_path_views (tenant_id, created_at, learning_path_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table learning_path_views');
  }
}
