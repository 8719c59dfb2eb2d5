import { Env, ServiceConfig } from '@edda/service';
import { Matches } from 'class-validator';
import { UPSTREAMS } from './upstreams.js';

const ORIGIN = /^https?:\/\/[^/?#\s]+\/?$/;

/** Where the services behind the gateway are, each from the variable that {@link UPSTREAMS} names. */
export class UpstreamUrls extends ServiceConfig {
  /** The origin of a service without a slash at the end. */
  urlOf(service: string): string {
    return String(Reflect.get(this, propertyOf(service))).replace(/\/$/, '');
  }
}

for (const { name, env, port } of UPSTREAMS) {
  const url = `http://127.0.0.1:${port}`;
  const expects = `the origin of a service, such as ${url}`;
  Env(env, { default: url, expects })(UpstreamUrls.prototype, propertyOf(name));
  Matches(ORIGIN)(UpstreamUrls.prototype, propertyOf(name));
}

/** `agent-task` is at `agentTaskUrl`. */
function propertyOf(service: string): string {
  return `${service.replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase())}Url`;
}
