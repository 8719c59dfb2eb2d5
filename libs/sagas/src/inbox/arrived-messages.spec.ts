import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import { ArrivedMessages } from './arrived-messages.js';
import type { InboxMessage } from './inbox-message.js';

const message = (seq: number): InboxMessage => ({
  seq,
  tenantId: 'default',
  message: { kind: 'signal', id: newId(), signal: 'go', payload: null, by: 'test' },
  cause: { causationId: null, traceparent: null },
});

describe('What has arrived for an instance', () => {
  it('waits in order of arrival, each once', () => {
    const arrived = new ArrivedMessages();
    arrived.add([message(2), message(1)]);
    arrived.add([message(1), message(3)]);
    expect(arrived.waiting.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('keeps what was committed late while others were being taken in', () => {
    const arrived = new ArrivedMessages();
    arrived.add([message(11)]);
    const taken = arrived.waiting;
    arrived.add([message(10)]);
    arrived.take(taken);
    expect(arrived.waiting.map(({ seq }) => seq)).toEqual([10]);
  });
});
