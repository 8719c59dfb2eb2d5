import type { AgentType } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An open task in the queue. It leaves the queue when it is over; what happened to it is in its stream. */
@Entity('task_queue')
export class QueueEntry {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  @PrimaryColumn({ name: 'task_id', type: 'uuid' })
  taskId!: string;

  /** The order of arrival. */
  @Column({ type: 'bigint', insert: false, update: false })
  position!: string;

  @Column({ name: 'agent_type', type: 'text' })
  agentType!: AgentType;

  /** The higher the sooner. */
  @Column({ type: 'smallint' })
  priority!: number;

  /** From when on it may be claimed: at once, after a back-off, or when the lease of its holder ends. */
  @Column({ name: 'claimable_at', type: 'timestamptz', default: () => 'now()' })
  claimableAt!: Date;

  /** Who holds it now. */
  @Column({ name: 'agent_id', type: 'text', nullable: true })
  agentId!: string | null;

  /** Goes up with every claim, so that a holder who lost the lease is recognised: the number of the attempt. */
  @Column({ type: 'int', default: 0 })
  fence!: number;

  @Column({ type: 'timestamptz', nullable: true })
  deadline!: Date | null;

  @Column({ name: 'correlation_id', type: 'uuid' })
  correlationId!: string;

  @Column({ name: 'user_id', type: 'text', nullable: true })
  userId!: string | null;

  @Column({ type: 'text', nullable: true })
  traceparent!: string | null;

  /** The latest public event of the task: what happens to it next is caused by that one. */
  @Column({ name: 'last_event_id', type: 'uuid' })
  lastEventId!: string;
}
