import { describe, expect, it } from '@jest/globals';
import type { ConsumeMessage } from 'amqplib';
import type { OutgoingRecord } from '../../broker/broker.js';
import { toBrokerRecord, toMessage } from './amqp-message.js';

const RECORD: OutgoingRecord = { topic: 'letters', key: 'acme/1', headers: { ce_id: '7' }, value: '{"text":"þ"}' };
const MIB = 1024 * 1024;

/** A message as it comes, with headers that the server added. */
function received(headers: Record<string, unknown>, content = RECORD.value): ConsumeMessage {
  return { content: Buffer.from(content), properties: { headers } } as unknown as ConsumeMessage;
}

describe('A record as an AMQP message', () => {
  it('is persistent and comes back when no queue takes it', () => {
    expect(toMessage(RECORD, MIB).options).toMatchObject({ persistent: true, mandatory: true });
  });

  it('comes back as it went, without what the server adds', () => {
    const { content, options } = toMessage(RECORD, MIB);
    const record = toBrokerRecord(received({ ...options.headers, 'x-delivery-count': 3 }, content.toString()), {
      topic: 'letters',
      partition: 4,
      offset: 9,
    });
    expect(record).toEqual({ ...RECORD, partition: 4, offset: 9, timestamp: expect.any(Date) });
  });

  it('of somebody else has an empty key', () => {
    const record = toBrokerRecord(received({ colour: 'red' }), { topic: 'letters', partition: 0, offset: 0 });
    expect(record).toMatchObject({ key: '', headers: { colour: 'red' }, value: RECORD.value });
  });

  it.each([
    ['a header name that the driver uses', { 'edda-key': 'x' }, /"edda-key" is reserved/],
    ['a header name that is too long', { ['x'.repeat(256)]: '' }, /256 bytes, RabbitMQ takes 255/],
    ['headers that are too large together', { a: 'x'.repeat(61_440) }, /RabbitMQ takes 61440/],
  ])('is refused with %s', (_, headers, message) => {
    expect(() => toMessage({ ...RECORD, headers }, MIB)).toThrow(
      expect.objectContaining({ code: 'BROKER.INVALID_RECORD', message: expect.stringMatching(message) }),
    );
  });
});
