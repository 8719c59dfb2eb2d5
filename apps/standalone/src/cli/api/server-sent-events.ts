/** One message of a `text/event-stream`. */
export interface ServerSentEvent {
  /** The last `id:` seen on the stream, also when it came with an earlier message. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A single message larger than this is taken for a stream that is none. */
const MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;

/**
 * Takes a `text/event-stream` (WHATWG HTML, "Server-sent events") apart, whatever its chunks are cut at. A message that
 * the stream ends in the middle of is dropped, as the standard says.
 * @param chunks the bytes of the body
 */
export async function* serverSentEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the very end may be the first half of CRLF: it stays until the next character is known.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (length + rest.length > MAX_MESSAGE_LENGTH) {
      throw new Error('The stream of events holds a message without end.');
    }
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0 || event !== '') {
          yield { id, event: event === '' ? 'message' : event, data: data.join('\n') };
        }
        event = '';
        data = [];
        length = 0;
        continue;
      }
      const [, field, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
      length += line.length;
      if (field === 'data') {
        data.push(value);
      } else if (field === 'event') {
        event = value;
      } else if (field === 'id' && !value.includes('\0')) {
        id = value;
      }
    }
  }
}
