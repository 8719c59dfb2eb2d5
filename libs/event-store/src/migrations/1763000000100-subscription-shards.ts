import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A checkpoint for each shard of a subscription, with its owner. A row is still found by `subscription` alone: the
 * subscription's name for shard 0, and so for every checkpoint there was before; `name#shard` for the others.
 */
export class SubscriptionShards1763000000100 implements MigrationInterface {
  readonly name = 'SubscriptionShards1763000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table checkpoints
        add column if not exists shard int not null default 0,
        add column if not exists shards int not null default 1,
        add column if not exists owner uuid`);
    await queryRunner.query(`
      alter table checkpoints add column if not exists name text generated always as (
        case when shard = 0 then subscription else left(subscription, -1 - length(shard::text)) end) stored`);
    await queryRunner.query('create index if not exists checkpoints_by_name on checkpoints (name, shard)');
    await queryRunner.query(`
      create table if not exists subscription_members (
        subscription text not null,
        member uuid not null,
        joined_at timestamptz not null default now(),
        expires_at timestamptz not null,
        primary key (subscription, member)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table subscription_members');
    await queryRunner.query('drop index checkpoints_by_name');
    await queryRunner.query('delete from checkpoints where shard > 0');
    await queryRunner.query(
      'alter table checkpoints drop column name, drop column owner, drop column shards, drop column shard',
    );
  }
}
