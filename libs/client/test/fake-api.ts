import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request after the other as a test wants it to; the last answer stays. */
export type Answer = (response: ServerResponse, request: Received) => void;

/** An API that answers what it is told to. */
export class FakeApi {
  readonly requests: Received[] = [];
  private answers: Answer[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.take(request, response));
  }

  static async start(): Promise<FakeApi> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeApi(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answering(...answers: Answer[]): void {
    this.answers = answers;
    this.requests.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const received = { method, url, headers, body };
    this.requests.push(received);
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    answer?.(response, received);
  }
}

export function json(body: unknown, status = 200): Answer {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Answer {
  const correlationId = '0199c3a0-5d0e-7f2b-9a01-c54dbab4488d';
  const fields = { type: `urn:problem-type:edda:${code}`, title: 'Refused', status, detail: 'It is so.', code };
  const body = JSON.stringify({ ...fields, instance: '/', correlationId });
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(body);
}

/** Sends these texts as a stream; breaks the connection behind them, or ends it. */
export function stream(texts: readonly string[], end: 'ends' | 'breaks'): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const text of texts) response.write(text);
    if (end === 'ends') response.end();
    // What was written is on its way before the connection breaks.
    else response.write('', () => response.destroy());
  };
}

/** Hangs up without an answer. */
export const hangUp: Answer = (response) => void response.destroy();
