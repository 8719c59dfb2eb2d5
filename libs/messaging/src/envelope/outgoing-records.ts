import { ALL_TOPICS } from '@edda/event-schemas';
import type { RecordedJson } from '@edda/event-store';
import type { OutgoingRecord } from '../broker/broker.js';
import { toJsonRecord } from './cloud-event.js';
import { isText } from './header-rules.js';
import { isFor, transformFailed, type MessageTransform } from './message-transform.js';
import { placeholder } from './placeholder.js';

const TOPICS = new Set(ALL_TOPICS.map(({ name }) => name));
/** A plain header, or an extension attribute of CloudEvents. */
const HEADER = /^([a-z][a-z0-9-]{0,63}|ce_[a-z0-9]{1,20})$/;
const RESERVED = /^(content-type|traceparent|tracestate|edda-.*)$/;

/**
 * The records that a message of the log becomes: one, unless a transform says otherwise. On its own topic a message that
 * goes elsewhere leaves a placeholder, so that receivers see no gap; where it goes it has no `ce_previous`, for the one
 * before it need not be there.
 *
 * @throws EddaError `MESSAGE.TRANSFORM_FAILED`
 */
export function outgoingRecords(message: RecordedJson, transforms: readonly MessageTransform[]): OutgoingRecord[] {
  const own = toJsonRecord(message);
  const wanted = transforms.filter((transform) => isFor(transform, message.type));
  if (wanted.length === 0) return [own];

  let { headers, value } = own;
  let topics: readonly string[] = [own.topic];
  let data: { parsed: unknown } | null = null;
  for (const transform of wanted) {
    try {
      const change = transform.apply({
        ...seenOf(message, own.topic, headers),
        get data() {
          data ??= { parsed: JSON.parse(value) as unknown };
          return data.parsed;
        },
      });
      if (change === undefined) continue;
      topics = change === null ? [] : (change.topics ?? topics);
      if (change === null) break;
      if (change.headers) headers = { ...headers, ...checkedHeaders(change.headers, own.headers) };
      if (change.data !== undefined) {
        value = JSON.stringify(change.data);
        data = null;
      }
      const unknown = topics.find((topic) => !TOPICS.has(topic));
      if (unknown !== undefined) throw new Error(`there is no topic "${unknown}" in the schemas`);
    } catch (error) {
      throw transformFailed(transform.name, message, error);
    }
  }

  const changed = { ...own, headers, value };
  const left = topics.includes(own.topic) ? [changed] : message.version === null ? [] : [placeholder(own, 'withheld')];
  const { ce_previous: _, ...routed } = headers;
  const elsewhere = [...new Set(topics)].filter((topic) => topic !== own.topic);
  return [...left, ...elsewhere.map((topic) => ({ ...changed, topic, headers: routed }))];
}

function seenOf(
  { id, kind, type, schemaVersion, tenantId, streamId }: RecordedJson,
  topic: string,
  headers: OutgoingRecord['headers'],
) {
  return { id, kind, type, schemaVersion, tenantId, streamId, topic, headers };
}

function checkedHeaders(
  added: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(added)) {
    if (!HEADER.test(name)) throw new Error(`"${name.slice(0, 100)}" is no name for a header`);
    if (RESERVED.test(name) || name in own || CORE.has(name)) throw new Error(`the header ${name} is not its to set`);
    if (typeof value !== 'string' || value === '' || !isText(value)) {
      throw new Error(`the value of header ${name} is no text of 1 to 1024 characters`);
    }
  }
  return added;
}

/** What the envelope says, also where a message has none of it. */
const CORE = new Set([
  'ce_userid',
  'ce_causationid',
  'ce_sequence',
  'ce_previous',
  'ce_dataschema',
  'ce_datacontenttype',
]);
