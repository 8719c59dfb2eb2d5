import type { IncomingHttpHeaders } from 'node:http';
import { API_PREFIX } from '../bootstrap/api-prefix.js';
import { pathOf } from './path-of.js';

/** Tells a service what the gateway took away from the path behind `/api/v1`. */
export const PREFIX_HEADER = 'x-forwarded-prefix';

const PREFIX = /^(?:\/[a-z0-9-]{1,100}){1,8}$/;
const ROOT = `/${API_PREFIX}/`;

/** The path that the caller asked for: of the gateway, where it is another one there. */
export function askedPath(target: string, headers: IncomingHttpHeaders = {}): string {
  const path = pathOf(target);
  const prefix = headers[PREFIX_HEADER];
  if (typeof prefix !== 'string' || !PREFIX.test(prefix) || !path.startsWith(ROOT)) return path;
  return `/${API_PREFIX}${prefix}/${path.slice(ROOT.length)}`;
}
