import { agentTaskService } from '@edda/agent-task';
import { contentService } from '@edda/content';
import { learningService } from '@edda/learning';
import { researchWorkflowService } from '@edda/research-workflow';
import type { EventSourcedService, StatefulServiceConfig } from '@edda/service';

/** A service of the platform. */
export interface PlatformService {
  readonly definition: EventSourcedService<StatefulServiceConfig>;
  /** The services that it calls; each is told to it by {@link urlVariable}. */
  readonly calls: readonly string[];
}

/** The services that keep events, each in a database of its own. */
export const SERVICES: readonly PlatformService[] = [
  { definition: contentService, calls: [] },
  { definition: researchWorkflowService, calls: ['content'] },
  { definition: agentTaskService, calls: ['content'] },
  { definition: learningService, calls: ['research-workflow'] },
];

/** What is said of the services where only their logs matter. */
export const STATEFUL_SERVICES = SERVICES.map(({ definition }) => definition);

/** The variable that tells others where a service is. */
export function urlVariable(service: string): string {
  return `${service.replaceAll('-', '_').toUpperCase()}_URL`;
}

/** The name of a service's database. */
export function databaseOf(service: string): string {
  return `edda_${service.replaceAll('-', '_')}`;
}

/** Holds the embedded broker. */
export const BROKER_DATABASE = 'edda_broker';

/** Holds the keys of personal data. */
export const KEYS_DATABASE = 'edda_keys';
