import { TaskAssigned, TaskCompleted, TaskQueued } from '@edda/event-schemas';
import { Projection, Projections, type ProjectedMessage, type ProjectionWrite } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TaskAttemptFailed } from '../domain/task-attempt-failed.js';
import { TaskDescribed } from '../domain/task-described.js';
import { TaskReleased } from '../domain/task-released.js';
import { TaskView } from './task-view.entity.js';

/** Keeps {@link TaskView}: one row per task, changed with each of its events. */
@Injectable()
export class TaskViewProjection extends Projection {
  readonly name = 'task-views';
  override readonly tables = ['tasks'];

  constructor(projections: Projections) {
    super(projections);
    this.on(TaskQueued, insert);
    this.on(TaskDescribed, ({ taskId, payload, expectedDuration, deadline }, message, { manager }) =>
      update(manager, message, taskId, {
        payloadBytes: bytesOf(payload),
        expectedDuration,
        deadline: deadline ? new Date(deadline) : null,
      }),
    );
    this.on(TaskAssigned, ({ taskId, agentId, attempt }, message, { manager }) =>
      update(manager, message, taskId, {
        status: 'assigned',
        agentId,
        attempts: attempt,
        assignedAt: message.recordedAt,
      }),
    );
    this.on(TaskAttemptFailed, ({ taskId, reason }, message, { manager }) =>
      update(manager, message, taskId, { status: 'queued', reason }),
    );
    this.on(TaskReleased, ({ taskId, reason }, message, { manager }) =>
      update(manager, message, taskId, { status: 'queued', reason }),
    );
    this.on(TaskCompleted, ({ taskId, status, result, reason, ...measured }, message, { manager }) =>
      update(manager, message, taskId, {
        status,
        reason: reason ?? null,
        resultBytes: result ? bytesOf(result) : 0,
        completedAt: message.recordedAt,
        executionTime: measured.executionTime,
        resourceUsage: measured.resourceUsage,
        qualityMetrics: measured.qualityMetrics,
      }),
    );
  }
}

async function insert(task: TaskQueued, message: ProjectedMessage, { manager }: ProjectionWrite): Promise<void> {
  const { taskId, taskType, agentType, priority } = task;
  await manager
    .createQueryBuilder()
    .insert()
    .into(TaskView)
    .values({
      tenantId: message.tenantId,
      taskId,
      correlationId: message.metadata.correlationId,
      taskType,
      agentType,
      priority,
      status: 'queued',
      attempts: 0,
      payloadBytes: 0,
      resultBytes: 0,
      queuedAt: message.recordedAt,
    })
    // A task that comes twice at once is told by the version of its stream, so the second row is no error here.
    .orIgnore()
    .updateEntity(false)
    .execute();
}

/** A task that was cancelled before it was asked for has no row, and stays without one. */
async function update(
  manager: EntityManager,
  { tenantId }: ProjectedMessage,
  taskId: string,
  changes: Partial<TaskView>,
): Promise<void> {
  await manager.getRepository(TaskView).update({ tenantId, taskId }, changes);
}

function bytesOf(data: object): number {
  return Buffer.byteLength(JSON.stringify(data));
}
