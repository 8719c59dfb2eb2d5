import { agentTaskService } from '@edda/agent-task';
import { contentService } from '@edda/content';
import { learningService } from '@edda/learning';
import { researchWorkflowService } from '@edda/research-workflow';
import type { EventSourcedService, StatefulServiceConfig } from '@edda/service';

/** The services that keep events, each in a database of its own. */
export const STATEFUL_SERVICES: readonly Pick<
  EventSourcedService<StatefulServiceConfig>,
  'name' | 'log' | 'transforms'
>[] = [contentService, researchWorkflowService, agentTaskService, learningService];

/** The name of a service's database. */
export function databaseOf(service: string): string {
  return `edda_${service.replaceAll('-', '_')}`;
}

/** Holds the embedded broker. */
export const BROKER_DATABASE = 'edda_broker';

/** Holds the keys of personal data. */
export const KEYS_DATABASE = 'edda_keys';
