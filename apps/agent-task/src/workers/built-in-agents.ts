import type { AgentType } from '@edda/event-schemas';
import { Inject, Injectable } from '@nestjs/common';
import type { EngineKind } from '../engines/engines.js';
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
    return 'contentIds' in AGENT_DEFINITIONS[agentType];
  }

  /**
   * @throws EddaError `TASK.INVALID_PAYLOAD`, what reading the documents or the engine throws
   * @throws the signal's reason when it aborts
   */
  async work({ taskType, agentType, payload: given }: TaskRequest, signal: AbortSignal): Promise<TaskResult> {
    // The types of the five definitions differ: payload, engine and result fit together by the type of the agent.
    const definition = AGENT_DEFINITIONS[agentType] as AgentDefinition<object, EngineKind>;
    const payload = validatePayload(definition.payload, taskType, given);
    const { documents, calls } = await this.documents.read(definition.contentIds?.(payload) ?? [], signal);
    const run = await this.engines.run(agentType, definition.input(payload, documents), signal);
    const { result, cpuTimeMs, memoryBytes } = run;
    return {
      result: { ...result },
      resourceUsage: { cpuTime: cpuTimeMs, memoryUsage: memoryBytes, apiCalls: calls },
      qualityMetrics: { ...UNMEASURED, ...definition.quality?.(result as never) },
    };
  }

  close(): Promise<void> {
    return this.engines.close();
  }
}
