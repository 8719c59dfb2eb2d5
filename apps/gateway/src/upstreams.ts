import type { GatewayConfig } from './gateway-config.js';

/** A service behind the gateway. */
export interface Upstream {
  readonly name: string;
  /** Its origin without a slash at the end. */
  readonly url: string;
  /** The paths under `/api/v1` that it answers, with everything below them. */
  readonly paths: readonly string[];
  /** Whether bodies as large as a document are for it. */
  readonly takesUploads: boolean;
}

/** Below `/api/v1/services/<name>` at the gateway, below `/api/v1` at the service: for operators. */
export const OPERATOR_PATHS: readonly string[] = ['/dead-letters', '/sagas', '/subscriptions'];

/** Where the gateway has the operator paths of a service. */
export function operatorPrefix(service: string): string {
  return `/services/${service}`;
}

export function upstreamsOf(config: GatewayConfig): Upstream[] {
  const upstream = (name: string, url: string, paths: string[], takesUploads = false): Upstream => ({
    name,
    url: url.replace(/\/$/, ''),
    paths,
    takesUploads,
  });
  return [
    upstream('content', config.contentUrl, ['/contents', '/downloads'], true),
    upstream('research-workflow', config.researchWorkflowUrl, ['/research', '/investigations', '/streams']),
    upstream('agent-task', config.agentTaskUrl, ['/agents', '/tasks']),
    upstream('learning', config.learningUrl, ['/learning']),
  ];
}
