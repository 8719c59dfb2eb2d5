import { describe, expect, it } from '@jest/globals';
import { serverSentEvents } from './server-sent-events.js';

async function read(...chunks: (string | Uint8Array)[]): Promise<string[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  const found: string[] = [];
  for await (const { id, event, data } of serverSentEvents(body)) found.push(`${id}|${event}|${data}`);
  return found;
}

describe('server-sent events', () => {
  it('have an id, a name and data', async () => {
    expect(await read('id: 7\nevent: note\ndata: one\ndata: two\n\n')).toEqual(['7|note|one\ntwo']);
  });

  it('keep the last id, and are called message without a name', async () => {
    expect(await read('id: 7\ndata: a\n\ndata:b\n\n')).toEqual(['7|message|a', '7|message|b']);
  });

  it('are told apart wherever the chunks are cut, also within a character', async () => {
    const bytes = new TextEncoder().encode('id: 1\r\ndata: ü\r\n\r\nid: 2\rdata: b\r\r');
    expect(await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)), '\n')).toEqual([
      '1|message|ü',
      '2|message|b',
    ]);
  });

  it('leave out comments and what the stream breaks off in', async () => {
    expect(await read(': keep alive\n\ndata: a\n\ndata: b\n')).toEqual(['|message|a']);
  });

  it('are refused when one has no end', async () => {
    await expect(read(`data: ${'x'.repeat(17 * 1024 * 1024)}`)).rejects.toThrow('without end');
  });
});
