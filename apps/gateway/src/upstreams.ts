import type { UpstreamUrls } from './upstream-urls.js';

/** A service behind the gateway, apart from where it is. */
export interface UpstreamDefinition {
  readonly name: string;
  /** The variable of the gateway that names its origin. */
  readonly env: string;
  /** Where it listens on this machine unless told otherwise. */
  readonly port: number;
  /** The paths under `/api/v1` that it answers, with everything below them. */
  readonly paths: readonly string[];
  /** Whether bodies as large as a document are for it. */
  readonly takesUploads: boolean;
}

/** A service behind the gateway. */
export interface Upstream extends Omit<UpstreamDefinition, 'env' | 'port'> {
  /** Its origin without a slash at the end. */
  readonly url: string;
}

/** Every service behind the gateway. */
export const UPSTREAMS: readonly UpstreamDefinition[] = [
  { name: 'content', env: 'CONTENT_URL', port: 3001, paths: ['/contents', '/downloads'], takesUploads: true },
  {
    name: 'research-workflow',
    env: 'RESEARCH_WORKFLOW_URL',
    port: 3002,
    paths: ['/research', '/investigations', '/streams'],
    takesUploads: false,
  },
  { name: 'agent-task', env: 'AGENT_TASK_URL', port: 3003, paths: ['/agents', '/tasks'], takesUploads: false },
  { name: 'learning', env: 'LEARNING_URL', port: 3004, paths: ['/learning'], takesUploads: false },
];

/** Below `/api/v1/services/<name>` at the gateway, below `/api/v1` at the service: for operators. */
export const OPERATOR_PATHS: readonly string[] = ['/dead-letters', '/sagas', '/subscriptions'];

/** Where the gateway has the operator paths of a service. */
export function operatorPrefix(service: string): string {
  return `/services/${service}`;
}

export function upstreamsOf(config: UpstreamUrls): Upstream[] {
  return UPSTREAMS.map(({ name, paths, takesUploads }) => ({ name, url: config.urlOf(name), paths, takesUploads }));
}
