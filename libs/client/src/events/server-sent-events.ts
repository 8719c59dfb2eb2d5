/** One message of a `text/event-stream`. */
export interface ServerSentEvent {
  /** The last id that the stream has named. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A message without end is no message. */
const MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;

/** The messages of a stream (WHATWG HTML, "Server-sent events"); one that it breaks off in is left out. */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let message = new Message();
  let rest = '';
  let id = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A CR at the very end may be the first half of CRLF.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line !== '') {
          id = message.take(line) ?? id;
          continue;
        }
        if (message.isThere) yield { id, event: message.event, data: message.data };
        message = new Message();
      }
      if (message.length + rest.length > MAX_MESSAGE_LENGTH) throw new Error('The stream holds a message without end.');
    }
  } finally {
    // Also when nobody reads on.
    await reader.cancel().catch(() => undefined);
  }
}

class Message {
  length = 0;
  private name = '';
  private readonly lines: string[] = [];

  get isThere(): boolean {
    return this.lines.length > 0 || this.name !== '';
  }

  get event(): string {
    return this.name || 'message';
  }

  get data(): string {
    return this.lines.join('\n');
  }

  /** @returns the id, where the line names one */
  take(line: string): string | undefined {
    const [, field, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    this.length += line.length;
    if (field === 'data') this.lines.push(value);
    else if (field === 'event') this.name = value;
    else if (field === 'id' && !value.includes('\0')) return value;
    return undefined;
  }
}
