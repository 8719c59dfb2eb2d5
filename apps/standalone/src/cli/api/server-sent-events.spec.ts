import { describe, expect, it } from '@jest/globals';
import { serverSentEvents, type ServerSentEvent } from './server-sent-events.js';

async function parsed(text: string, size: number): Promise<ServerSentEvent[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += size) {
      yield bytes.subarray(start, start + size);
    }
  }
  const messages: ServerSentEvent[] = [];
  for await (const message of serverSentEvents(chunks())) {
    messages.push(message);
  }
  return messages;
}

describe('serverSentEvents', () => {
  it.each([1, 2, 3, 7, 1000])('reads the same messages from chunks of %i bytes', async (size) => {
    const text =
      'id: 1\nevent: Añadido\ndata: {"a":1}\n\n: a comment\nid:2\r\ndata:first\r\ndata: second\r\n\r\nevent: end\n\n';
    expect(await parsed(text, size)).toEqual([
      { id: '1', event: 'Añadido', data: '{"a":1}' },
      { id: '2', event: 'message', data: 'first\nsecond' },
      { id: '2', event: 'end', data: '' },
    ]);
  });

  it('drops a message that the stream ends in the middle of', async () => {
    expect(await parsed('data: whole\n\ndata: half', 5)).toEqual([{ id: '', event: 'message', data: 'whole' }]);
  });

  it('keeps the colons of a value and passes over unknown fields', async () => {
    expect(await parsed('retry: 10\nfoo\ndata: a: b: c\n\n', 4)).toEqual([
      { id: '', event: 'message', data: 'a: b: c' },
    ]);
  });

  it('refuses a message without end', async () => {
    await expect(parsed(`data: ${'x'.repeat(17 * 1024 * 1024)}`, 1024 * 1024)).rejects.toThrow('message without end');
  });
});
