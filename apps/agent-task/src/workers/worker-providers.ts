import { ServiceClient, TRACING, type Tracing } from '@edda/service';
import type { Provider } from '@nestjs/common';
import { AgentTaskConfig } from '../agent-task.config.js';
import { EnginePools } from './agents/engine-pools.js';
import { ENGINES } from './agents/engines.js';
import { BuiltInAgents } from './built-in-agents.js';
import { BuiltInWorkers } from './built-in-workers.js';
import { DocumentReader } from './documents/document-reader.js';
import { TaskRunner } from './task-runner.js';

/** What the built-in workers are made of. @param contentUrl where they read documents */
export function workerProviders(contentUrl: string): Provider[] {
  return [
    BuiltInAgents,
    BuiltInWorkers,
    TaskRunner,
    {
      provide: DocumentReader,
      inject: [AgentTaskConfig, TRACING],
      useFactory: ({ callerSecret, documentCacheBytes }: AgentTaskConfig, { tracer }: Tracing) =>
        new DocumentReader(
          new ServiceClient({ name: 'content', baseUrl: contentUrl, callerSecret, timeoutMs: 30_000, tracer }),
          documentCacheBytes,
        ),
    },
    {
      provide: ENGINES,
      inject: [AgentTaskConfig],
      useFactory: ({ workerConcurrency, engineDeadlineMs, engineMemoryMb }: AgentTaskConfig) =>
        new EnginePools(workerConcurrency, { deadlineMs: engineDeadlineMs, memoryLimitMb: engineMemoryMb }),
    },
  ];
}
