import type { Persistence } from '@edda/service';
import { AgentView } from './agent/projections/agent-view.entity.js';
import { CreateTaskQueue1760000002000 } from './migrations/1760000002000-create-task-queue.js';
import { CreateTaskViews1760000002100 } from './migrations/1760000002100-create-task-views.js';
import { TaskView } from './task/projections/task-view.entity.js';
import { QueueEntry } from './task/queue/queue-entry.entity.js';

/** What the service keeps in its database besides events. */
export const persistence = {
  entities: [AgentView, QueueEntry, TaskView],
  migrations: [CreateTaskQueue1760000002000, CreateTaskViews1760000002100],
} satisfies Persistence;
