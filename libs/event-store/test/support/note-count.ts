import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Projection, type ProjectedMessage, type ProjectionRegistry } from '../../src/index.js';
import { NoteWritten } from './notes.js';

/** A read model: how many notes a stream has, and the version of the last one. */
@Entity('note_counts')
export class NoteCount {
  @PrimaryColumn('text', { name: 'stream_id' })
  streamId!: string;

  @Column('int')
  notes!: number;

  @Column('int', { name: 'last_version', nullable: true })
  lastVersion!: number | null;
}

export class CreateNoteCounts1760000000001 implements MigrationInterface {
  readonly name = 'CreateNoteCounts1760000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create table note_counts (stream_id text primary key, notes int not null, last_version int)',
    );
    await queryRunner.query('create table marks (id int primary key deferrable initially deferred)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table note_counts, marks');
  }
}

/** Counts the notes in the transaction of their append. */
export class NoteCountProjection extends Projection {
  readonly name = 'note-counts';

  constructor(projections?: ProjectionRegistry) {
    super(projections);
    this.on(NoteWritten, (_data, message, { manager }) => this.count(message, manager));
  }

  private async count({ streamId, version }: ProjectedMessage, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into note_counts values ($1, 1, $2)
       on conflict (stream_id) do update set notes = note_counts.notes + 1, last_version = $2`,
      [streamId, version],
    );
  }
}
