import { describe, expect, it } from '@jest/globals';
import type { RecordedJson } from '@edda/event-store';
import { toJsonRecord } from './cloud-event.js';
import type { MessageTransform } from './message-transform.js';
import { outgoingRecords } from './outgoing-records.js';
import { enrich, redact, route } from './transforms.js';

const EVENT: RecordedJson = {
  position: 41,
  id: '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a01',
  kind: 'event',
  tenantId: 'acme',
  streamId: 'content-1',
  category: 'content',
  version: 3,
  previousPublic: 1,
  type: 'ContentUploaded',
  schemaVersion: '1.2.0',
  topic: 'content_events',
  json: '{"title":"Report","author":{"name":"Ann","email":"ann@example.com"},"tags":[{"name":"a"},{"name":"b"}]}',
  metadata: {
    correlationId: '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a02',
    causationId: null,
    userId: 'ann',
    traceparent: null,
    source: 'content',
  },
  recordedAt: new Date('2026-11-21T12:00:00.123Z'),
};
const COMMAND: RecordedJson = {
  ...EVENT,
  kind: 'command',
  version: null,
  previousPublic: null,
  type: 'ImportContent',
  topic: 'content_commands',
};
const always = (apply: MessageTransform['apply']): MessageTransform => ({ name: 'this one', apply });

describe('A message on its way out', () => {
  it('is one record as it was stored, where no transform is for its type', () => {
    const transform = { name: 'other', types: ['SomethingElse'], apply: () => null };
    expect(outgoingRecords(EVENT, [transform])).toEqual([toJsonRecord(EVENT)]);
    expect(outgoingRecords(EVENT, [always(() => undefined)])).toEqual([toJsonRecord(EVENT)]);
  });

  it('is redacted where it has the field, also within lists', () => {
    const transform = redact({ 'author.email': '[redacted]', 'tags.name': '*', 'author.phone': '*', 'title.x': '*' });
    const [record] = outgoingRecords(EVENT, [transform]);
    expect(JSON.parse(record?.value ?? '')).toEqual({
      title: 'Report',
      author: { name: 'Ann', email: '[redacted]' },
      tags: [{ name: '*' }, { name: '*' }],
    });
    expect(record?.headers).toEqual(toJsonRecord(EVENT).headers);
  });

  it('gets further headers, and keeps its own', () => {
    const [record] = outgoingRecords(EVENT, [enrich(({ tenantId }) => ({ ce_region: 'eu', 'x-tenant': tenantId }))]);
    expect(record?.headers).toEqual({ ...toJsonRecord(EVENT).headers, ce_region: 'eu', 'x-tenant': 'acme' });
  });

  it('goes through the transforms in their order, each seeing what the one before made', () => {
    const seen: unknown[] = [];
    outgoingRecords(EVENT, [
      always(() => ({ data: { title: 'changed' }, headers: { ce_step: 'one' } })),
      always(({ data, headers }) => void seen.push(data, headers['ce_step'])),
    ]);
    expect(seen).toEqual([{ title: 'changed' }, 'one']);
  });

  it('goes to another topic besides its own, there without the version before it', () => {
    const transform = route(({ data }) =>
      (data as { title: string }).title === 'Report' ? ['content_events', 'system_events'] : undefined,
    );
    const [own, copy, ...more] = outgoingRecords(EVENT, [transform]);
    expect(own).toEqual(toJsonRecord(EVENT));
    const { ce_previous: _, ...headers } = toJsonRecord(EVENT).headers;
    expect(copy).toEqual({ ...toJsonRecord(EVENT), topic: 'system_events', headers });
    expect(more).toEqual([]);
  });

  it.each([
    ['goes elsewhere', always(() => ({ topics: ['system_events'] })), ['content_events', 'system_events']],
    ['is dropped', always(() => null), ['content_events']],
    ['is routed nowhere', route(() => []), ['content_events']],
  ])('leaves a placeholder without its data on its topic when it %s', (_, transform, topics) => {
    const records = outgoingRecords(EVENT, [transform]);
    expect(records.map(({ topic }) => topic)).toEqual(topics);
    expect(records[0]).toEqual({
      topic: 'content_events',
      key: 'acme/content-1',
      value: 'null',
      headers: {
        ...toJsonRecord(EVENT).headers,
        ce_type: 'MessagePlaceholder',
        ce_schemaversion: '1.0.0',
        'edda-placeholder': 'withheld',
      },
    });
  });

  it('leaves nothing when it is a command that is dropped: it has no place in a sequence', () => {
    expect(outgoingRecords(COMMAND, [always(() => null)])).toEqual([]);
  });

  it.each([
    [
      'throws',
      always(() => {
        throw new Error('Out of order.');
      }),
      'Out of order.',
    ],
    ['names a topic nobody declared', route(() => ['nowhere']), 'there is no topic "nowhere" in the schemas'],
    ['sets what the envelope says', enrich(() => ({ ce_id: 'x' })), 'the header ce_id is not its to set'],
    [
      'sets what the envelope may say',
      enrich(() => ({ ce_previous: '0' })),
      'the header ce_previous is not its to set',
    ],
    ['sets a header of ours', enrich(() => ({ 'edda-group': 'g' })), 'the header edda-group is not its to set'],
    ['gives a header no name', enrich(() => ({ 'X Y': 'z' })), '"X Y" is no name for a header'],
    ['gives a header no value', enrich(() => ({ ce_region: '' })), 'the value of header ce_region is no text'],
  ])('is not sent untransformed when a transform %s', (_, transform, reason) => {
    expect(() => outgoingRecords(EVENT, [transform])).toThrow(
      expect.objectContaining({
        code: 'MESSAGE.TRANSFORM_FAILED',
        message: expect.stringContaining(`"${transform.name}" failed on ContentUploaded ${EVENT.id}: ${reason}`),
      }),
    );
  });
});
