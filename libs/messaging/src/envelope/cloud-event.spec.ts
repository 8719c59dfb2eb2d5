import { describe, expect, it } from '@jest/globals';
import type { RecordedMessage } from '@edda/event-store';
import type { BrokerRecord } from '../broker/broker.js';
import { fromRecord, toJsonRecord, toRecord } from './cloud-event.js';

const EVENT: RecordedMessage = {
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
  data: { fileName: 'résumé "1".md' },
  metadata: {
    correlationId: '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a02',
    causationId: '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a03',
    userId: 'ann',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    source: 'content',
  },
  recordedAt: new Date('2026-11-21T12:00:00.123Z'),
};

const COMMAND: RecordedMessage = {
  ...EVENT,
  kind: 'command',
  version: null,
  previousPublic: null,
  metadata: { ...EVENT.metadata, causationId: null, userId: null, traceparent: null },
};

function received(message: RecordedMessage, headers: Record<string, string | undefined> = {}): BrokerRecord {
  const record = toRecord(message);
  const all = Object.entries({ ...record.headers, ...headers }).filter(([, value]) => value !== undefined);
  return {
    ...record,
    headers: Object.fromEntries(all) as Record<string, string>,
    partition: 2,
    offset: 17,
    timestamp: new Date(),
  };
}

describe('A message of the log as a record', () => {
  it('is a CloudEvent in binary mode, under its tenant and stream', () => {
    expect(toRecord(EVENT)).toEqual({
      topic: 'content_events',
      key: 'acme/content-1',
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: EVENT.id,
        ce_source: '/edda/content',
        ce_type: 'ContentUploaded',
        ce_subject: 'content-1',
        ce_time: '2026-11-21T12:00:00.123Z',
        ce_schemaversion: '1.2.0',
        ce_kind: 'event',
        ce_tenantid: 'acme',
        ce_userid: 'ann',
        ce_correlationid: EVENT.metadata.correlationId,
        ce_causationid: EVENT.metadata.causationId,
        ce_sequence: '3',
        ce_previous: '1',
        traceparent: EVENT.metadata.traceparent,
      },
      value: '{"fileName":"résumé \\"1\\".md"}',
    });
  });

  it('has no header for what it does not have', () => {
    const headers = Object.keys(toRecord(COMMAND).headers);
    expect(headers).not.toContain('ce_sequence');
    expect(headers).not.toContain('ce_previous');
    expect(headers).not.toContain('ce_userid');
    expect(headers).not.toContain('ce_causationid');
    expect(headers).not.toContain('traceparent');
  });

  it('carries the data as it was stored, to the last digit', () => {
    const { data: _, ...message } = EVENT;
    const json = '{"big": 12345678901234567890, "text": "\\u0000"}';
    expect(toJsonRecord({ ...message, json }).value).toBe(json);
  });

  it('does not carry a broken trace on', () => {
    const metadata = { ...EVENT.metadata, traceparent: 'nonsense' };
    expect(toRecord({ ...EVENT, metadata }).headers).not.toHaveProperty('traceparent');
  });

  it('is not made of an internal event', () => {
    expect(() => toRecord({ ...EVENT, topic: null })).toThrow('ContentUploaded is internal and has no topic.');
  });
});

describe('A record as a delivery', () => {
  it.each([EVENT, COMMAND])('says what the message said', (message) => {
    expect(fromRecord(received(message))).toEqual({
      id: message.id,
      kind: message.kind,
      type: 'ContentUploaded',
      schemaVersion: '1.2.0',
      source: 'content',
      topic: 'content_events',
      partition: 2,
      offset: 17,
      key: 'acme/content-1',
      streamId: 'content-1',
      sequence: message.version,
      previous: message.previousPublic,
      time: '2026-11-21T12:00:00.123Z',
      tenantId: 'acme',
      userId: message.metadata.userId,
      correlationId: message.metadata.correlationId,
      causationId: message.metadata.causationId,
      traceparent: message.metadata.traceparent,
      data: { fileName: 'résumé "1".md' },
    });
  });

  it.each([
    'ce_specversion',
    'ce_id',
    'ce_kind',
    'ce_type',
    'ce_schemaversion',
    'ce_source',
    'ce_subject',
    'ce_time',
    'ce_tenantid',
    'ce_correlationid',
  ])('is refused without %s', (header) => {
    expect(() => fromRecord(received(EVENT, { [header]: undefined }))).toThrow(
      `Record content_events[2]@17 cannot be read: its header ${header} is missing.`,
    );
  });

  it.each([
    ['ce_id', '42'],
    ['ce_kind', 'rumour'],
    ['ce_time', 'yesterday'],
    ['ce_correlationid', 'run 7'],
    ['ce_time', '2026-11-21'],
    ['ce_sequence', 'third'],
    ['ce_previous', '-1'],
    ['ce_specversion', '2.0'],
    ['ce_schemaversion', 'v1'],
  ])('is refused with %s "%s"', (header, value) => {
    expect(() => fromRecord(received(EVENT, { [header]: value }))).toThrow(
      `Record content_events[2]@17 cannot be read: its header ${header} is "${value}".`,
    );
  });

  it('is refused when its value is not JSON', () => {
    expect(() => fromRecord({ ...received(EVENT), value: '{' })).toThrow(
      /^Record content_events\[2\]@17 cannot be read: its value is not JSON \(.+\)\.$/,
    );
  });

  it.each(['ce_type', 'ce_subject', 'ce_source', 'ce_tenantid', 'ce_userid', 'ce_causationid'])(
    'is refused with an endless %s',
    (header) => {
      expect(() => fromRecord(received(EVENT, { [header]: 'x'.repeat(1025) }))).toThrow(`its header ${header} is "xxx`);
    },
  );

  it('is refused when its value is larger than brokers take', () => {
    const value = JSON.stringify({ text: 'é'.repeat(524_288) });
    expect(() => fromRecord({ ...received(EVENT), value })).toThrow(
      'its value takes 1048587 bytes, 1048576 are allowed',
    );
  });

  it('is refused when its value is nested too deep, before it is parsed', () => {
    const value = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(() => fromRecord({ ...received(EVENT), value })).toThrow('its value is nested more than 64 levels deep');
  });

  it('ignores headers and attributes that it does not know, and reads later minor versions of CloudEvents', () => {
    const strange = { 'x-shard': '7', ce_dataschema: 'https://example.com/schema', ce_specversion: '1.1' };
    expect(fromRecord(received(EVENT, strange))).toEqual(fromRecord(received(EVENT)));
  });

  it.each([
    '',
    'nonsense',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ])('is read without its trace when that is "%s"', (traceparent) => {
    expect(fromRecord(received(EVENT, { traceparent })).traceparent).toBeNull();
  });
});
