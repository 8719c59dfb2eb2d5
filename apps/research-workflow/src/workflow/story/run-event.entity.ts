import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An entry in the story of a run: an event of any context, or a command of this one. */
@Entity('run_events')
export class RunEvent {
  @PrimaryColumn('uuid', { name: 'workflow_id' })
  workflowId!: string;

  /** Counts up by one within a run; a cause stands before what it caused. */
  @PrimaryColumn('int')
  position!: number;

  @Column('uuid')
  id!: string;

  @Column('text')
  kind!: 'event' | 'command' | 'reply';

  @Column('text')
  context!: string;

  @Column('text')
  type!: string;

  @Column('text', { name: 'schema_version' })
  schemaVersion!: string;

  @Column('text', { name: 'stream_id' })
  streamId!: string;

  @Column('int', { nullable: true })
  sequence!: number | null;

  @Column('timestamptz')
  time!: Date;

  @Column('uuid', { name: 'correlation_id' })
  correlationId!: string;

  @Column('uuid', { name: 'causation_id', nullable: true })
  causationId!: string | null;

  @Column('json')
  data!: object;
}
