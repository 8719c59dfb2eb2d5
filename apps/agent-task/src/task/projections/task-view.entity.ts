import type { AgentType, FailureReason, QualityMetrics, ResourceUsage, TaskPriority } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { TaskStatus } from '../domain/task-state.js';

/** Milliseconds in a bigint column, which arrives as a text. */
const milliseconds: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** What callers see of a task, apart from its payload and result, which stay in its events. */
@Entity('tasks')
export class TaskView {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  /** The order of arrival. */
  @Column({ type: 'bigint', insert: false, update: false })
  position!: string;

  @Column('uuid', { name: 'correlation_id' })
  correlationId!: string;

  @Column('text', { name: 'task_type' })
  taskType!: string;

  @Column('text', { name: 'agent_type' })
  agentType!: AgentType;

  @Column('text')
  priority!: TaskPriority;

  @Column('text')
  status!: TaskStatus;

  @Column('text', { name: 'agent_id', nullable: true })
  agentId!: string | null;

  @Column('int')
  attempts!: number;

  /** Why the last attempt failed, or why the task ended without a result. */
  @Column('json', { nullable: true })
  reason!: FailureReason | null;

  @Column('bigint', { name: 'expected_duration', nullable: true, transformer: milliseconds })
  expectedDuration!: number | null;

  @Column('timestamptz', { nullable: true })
  deadline!: Date | null;

  @Column('int', { name: 'payload_bytes' })
  payloadBytes!: number;

  @Column('int', { name: 'result_bytes' })
  resultBytes!: number;

  @Column('timestamptz', { name: 'queued_at' })
  queuedAt!: Date;

  @Column('timestamptz', { name: 'assigned_at', nullable: true })
  assignedAt!: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('bigint', { name: 'execution_time', nullable: true, transformer: milliseconds })
  executionTime!: number | null;

  @Column('json', { name: 'resource_usage', nullable: true })
  resourceUsage!: ResourceUsage | null;

  @Column('json', { name: 'quality_metrics', nullable: true })
  qualityMetrics!: QualityMetrics | null;
}
