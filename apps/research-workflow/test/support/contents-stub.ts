import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Held {
  readonly source: string;
  readonly sentences: readonly string[];
}

/** A content service that holds texts in memory and answers when it is let. */
export class ContentsStub {
  private readonly held = new Map<string, Held>();
  private gate: Promise<void> = Promise.resolve();
  private status = 200;
  /** How often a search was asked for. */
  searches = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async start(): Promise<ContentsStub> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ContentsStub(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  hold(contentId: string, source: string, sentences: readonly string[]): void {
    this.held.set(contentId, { source, sentences });
  }

  /** Keeps every answer back. @returns lets them go */
  keepBack(): () => void {
    let letGo = (): void => undefined;
    this.gate = new Promise((resolve) => (letGo = resolve));
    return letGo;
  }

  /** Answers everything with this status from now on; 200 for what it holds. */
  answerWith(status: number): void {
    this.status = status;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://content');
    const isSearch = url.pathname.endsWith('/search');
    if (isSearch) this.searches++;
    await this.gate;
    if (this.status !== 200) return problem(response, this.status, 'UPSTREAM.AWAY');
    if (isSearch) return json(response, 200, this.found(url.searchParams.get('q') ?? ''));
    const contentId = url.pathname.split('/').at(-2) ?? '';
    const one = this.held.get(contentId);
    if (!one) return problem(response, 404, 'CONTENT.NOT_FOUND');
    const text = one.sentences.join(' ');
    let at = 0;
    const sentences = one.sentences.map((sentence) => {
      const start = at;
      at += sentence.length + 1;
      return [start, start + sentence.length];
    });
    const sha256 = sha256Of(contentId);
    const textSha256 = sha256Of(text);
    json(response, 200, { contentId, source: one.source, sha256, textSha256, language: 'en', text, sentences });
  }

  private found(query: string): object {
    const words = query.replaceAll('"', '').toLowerCase();
    const found = [...this.held].filter(([, { sentences }]) => sentences.join(' ').toLowerCase().includes(words));
    return { items: found.map(([contentId]) => ({ contentId })), nextCursor: null };
  }
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, code: string): void {
  json(response, status, { status, code, title: code, detail: `It is ${code}.` });
}
