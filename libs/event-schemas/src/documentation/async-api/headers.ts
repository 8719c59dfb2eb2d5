import type { JsonSchema } from '../../schema/json-schema.js';

const text = (description: string): JsonSchema => ({ type: 'string', description });
const id = (description: string): JsonSchema => ({ type: 'string', format: 'uuid', description });
const count = (description: string): JsonSchema => ({ type: 'string', pattern: '^\\d{1,15}$', description });

const envelope: JsonSchema = {
  type: 'object',
  description: 'A CloudEvent 1.0 in binary mode. All values are texts.',
  properties: {
    'content-type': { const: 'application/json' },
    ce_specversion: { type: 'string', pattern: '^1\\.\\d{1,3}$' },
    ce_id: id('Of the message; the same at every delivery.'),
    ce_source: { type: 'string', pattern: '^/edda/', description: 'The service that sends it: `/edda/<service>`.' },
    ce_type: text('What it is.'),
    ce_subject: text('The stream it belongs to.'),
    ce_time: { type: 'string', format: 'date-time', description: 'When it was recorded.' },
    ce_schemaversion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$', description: 'The version of its schema.' },
    ce_kind: { enum: ['event', 'command', 'reply'] },
    ce_tenantid: text('Whose it is.'),
    ce_userid: text('Who caused it, where there is a user.'),
    ce_correlationid: id('The run it belongs to.'),
    ce_causationid: id('The message that caused it, where there is one.'),
    traceparent: text('The trace, as W3C Trace Context has it.'),
  },
  required: [
    ...['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_schemaversion', 'ce_kind'],
    ...['ce_tenantid', 'ce_correlationid'],
  ],
};

/** The headers of messages; events also say their place in their stream. */
export const headerSchemas: Readonly<Record<string, JsonSchema>> = {
  Envelope: envelope,
  EventEnvelope: {
    allOf: [
      { $ref: '#/components/schemas/Envelope' },
      {
        type: 'object',
        properties: {
          ce_sequence: count('The version of the event in its stream, from 1.'),
          ce_previous: count('The version of the public event before it in its stream; 0 for none.'),
        },
        required: ['ce_sequence'],
      },
    ],
  },
};

/** The headers of one message, in one version. */
export function headersOf({ type, version, kind }: { type: string; version: string; kind: string }): JsonSchema {
  return {
    allOf: [
      { $ref: `#/components/schemas/${kind === 'event' ? 'EventEnvelope' : 'Envelope'}` },
      {
        type: 'object',
        properties: { ce_type: { const: type }, ce_schemaversion: { const: version }, ce_kind: { const: kind } },
      },
    ],
  };
}
