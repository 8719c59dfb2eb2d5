import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What happened with the events of one type in one minute. */
@Entity('activity_windows')
export class ActivityWindow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text')
  type!: string;

  @PrimaryColumn('timestamptz', { name: 'window_start' })
  start!: Date;

  /** The context that sends them. */
  @Column('text')
  context!: string;

  @Column('int')
  events!: number;

  /** Those that tell how something has ended. */
  @Column('int')
  outcomes!: number;

  @Column('int')
  failed!: number;

  /** In milliseconds; null where none of the events tells how long something took. */
  @Column('float8', { name: 'duration_average', nullable: true })
  durationAverage!: number | null;

  @Column('float8', { name: 'duration_p95', nullable: true })
  durationP95!: number | null;

  /** Whether the minute is over; late events may still change it. */
  @Column('bool', { name: 'is_closed' })
  isClosed!: boolean;
}
