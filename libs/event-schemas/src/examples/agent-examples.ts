import { AgentCommandRejected } from '../agent/agent-command-rejected.js';
import { AgentRegistered } from '../agent/agent-registered.js';
import { CancelTask } from '../agent/cancel-task.js';
import { RequestTask } from '../agent/request-task.js';
import { TaskAssigned } from '../agent/task-assigned.js';
import { TaskCompleted } from '../agent/task-completed.js';
import { TaskQueued } from '../agent/task-queued.js';
import { message } from '../new-message.js';
import { at, QUESTION, TASK_ID } from './ids.js';

const AGENT_ID = 'coordinator-1';
const task = {
  taskId: TASK_ID,
  taskType: 'plan',
  agentType: 'coordinator',
  priority: 'normal',
} as const;

export const agentExamples = [
  message(RequestTask, { ...task, payload: { question: QUESTION }, expectedDuration: 1000 }),
  message(CancelTask, { taskId: TASK_ID, reason: 'The workflow was cancelled.' }),
  message(AgentRegistered, { agentId: AGENT_ID, agentType: 'coordinator', builtIn: true, timestamp: at(0) }),
  message(TaskQueued, { ...task, timestamp: at(5) }),
  message(TaskAssigned, {
    ...task,
    agentId: AGENT_ID,
    payload: { question: QUESTION },
    expectedDuration: 1000,
    attempt: 1,
    timestamp: at(5),
  }),
  message(TaskCompleted, {
    taskId: TASK_ID,
    agentId: AGENT_ID,
    status: 'completed',
    result: { subQuestions: [QUESTION] },
    executionTime: 41,
    attempts: 1,
    resourceUsage: { cpuTime: 38, memoryUsage: 12_582_912, apiCalls: 0 },
    qualityMetrics: { accuracy: null, completeness: 1, relevance: null },
    timestamp: at(6),
  }),
  message(AgentCommandRejected, {
    commandId: TASK_ID,
    commandType: 'RequestTask',
    code: 'TASK.UNKNOWN_TYPE',
    detail: 'No agent knows tasks of the type "paint".',
  }),
];
