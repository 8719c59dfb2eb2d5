import type { PublishedMessage } from '../../compatibility/published-message.js';
import { at, CONTENT_ID, TASK_ID, WORKFLOW_ID } from '../../examples/ids.js';
import { majorOf } from '../../upcasting/upcast.js';
import { headersOf } from './headers.js';
import { schemaKey } from './payload-schemas.js';

const KINDS = { event: 'events', command: 'commands', reply: 'replies' } as const;

/** The newest version of a type goes by the type alone. */
export function messageKey({ type, version }: PublishedMessage, isNewest: boolean): string {
  return isNewest ? type : `${type}-${version}`;
}

/** One version of a message: headers, payload, and an example that fits both. */
export function messageObject(message: PublishedMessage, newest: PublishedMessage = message): object {
  const { type, version, kind, description, example } = message;
  return {
    name: type,
    title: `${type} ${version}`,
    summary: message === newest ? description : `${description} ${formerly(message, newest)}`,
    contentType: 'application/json',
    tags: [{ name: KINDS[kind] }],
    correlationId: { $ref: '#/components/correlationIds/run' },
    headers: headersOf(message),
    payload: { $ref: `#/components/schemas/${schemaKey(message)}` },
    bindings: {
      kafka: {
        key: { type: 'string', description: 'Tenant and stream.', pattern: '^[^/]+/.+$' },
        bindingVersion: '0.5.0',
      },
    },
    ...(example && { examples: [{ name: type, headers: exampleHeaders(message), payload: example }] }),
  };
}

function formerly({ version }: PublishedMessage, newest: PublishedMessage): string {
  return majorOf(version) === majorOf(newest.version)
    ? `A former version; ${newest.version} has everything it has.`
    : `A former version; services read it as ${newest.version}, by an upcaster.`;
}

function exampleHeaders({ type, version, kind, sender }: PublishedMessage): object {
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: TASK_ID,
    ce_source: `/edda/${sender === 'any' ? 'content' : sender}`,
    ce_type: type,
    ce_subject: `stream-${CONTENT_ID}`,
    ce_time: at(0),
    ce_schemaversion: version,
    ce_kind: kind,
    ce_tenantid: 'default',
    ce_correlationid: WORKFLOW_ID,
    ...(kind === 'event' && { ce_sequence: '1', ce_previous: '0' }),
  };
}
