import type { AgentType } from '@edda/event-schemas';
import { Inject, Injectable } from '@nestjs/common';
import { assertTaskType, TASK_TYPES, type TaskType } from '../task/domain/task-types.js';
import type { TaskRequest } from '../task/domain/task-state.js';
import { UNMEASURED, type TaskResult } from '../task/domain/task.js';
import type { AgentDefinition } from './agents/agent-definition.js';
import { AGENT_DEFINITIONS } from './agents/agent-definitions.js';
import { ENGINES, type Engines } from './agents/engines.js';
import { DocumentReader } from './documents/document-reader.js';
import { validatePayload } from './payloads/validate-payload.js';

/** Does the work of a task: payload, documents, engine, result. */
@Injectable()
export class BuiltInAgents {
  constructor(
    private readonly documents: DocumentReader,
    @Inject(ENGINES) private readonly engines: Engines,
  ) {}

  /** Whether an agent of this type needs the content service. */
  readsDocuments(agentType: AgentType): boolean {
    const taskTypes = Object.keys(TASK_TYPES) as TaskType[];
    return taskTypes.some((taskType) => TASK_TYPES[taskType] === agentType && definitionOf(taskType).contentIds);
  }

  /**
   * @throws EddaError `TASK.UNKNOWN_TYPE`, `TASK.INVALID_PAYLOAD`, what reading documents throws
   * @throws the signal's reason when it aborts
   */
  async work({ taskType, agentType, payload: given }: TaskRequest, signal: AbortSignal): Promise<TaskResult> {
    assertTaskType(taskType, agentType);
    const definition = definitionOf(taskType);
    const payload = validatePayload(definition.payload, taskType, given);
    const { documents, calls } = await this.documents.read(definition.contentIds?.(payload) ?? [], signal);
    const { result, cpuTime, memoryUsage } = await this.engines.run(
      taskType,
      definition.input(payload, documents),
      signal,
    );
    return {
      result,
      resourceUsage: { cpuTime, memoryUsage, apiCalls: calls },
      qualityMetrics: { ...UNMEASURED, ...definition.quality?.(result) },
    };
  }

  close(): Promise<void> {
    return this.engines.close();
  }
}

/** The types of the five definitions differ; what fits together is decided by the task type alone. */
function definitionOf(taskType: TaskType): AgentDefinition<object, object, unknown> {
  return AGENT_DEFINITIONS[taskType] as AgentDefinition<object, object, unknown>;
}
