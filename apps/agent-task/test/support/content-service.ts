import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for the content service: hands out texts, and does what a test asks of it. */
export class ContentService {
  readonly asked: { contentId: string; caller: string | undefined; correlationId: string | undefined }[] = [];
  /** What becomes of requests: an answer, a failure as of a service that restarts, a problem, or no answer at all. */
  mode: 'answer' | 'unavailable' | 'no-text' | 'silent' = 'answer';
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const contentId = /\/contents\/([^/]+)\/text$/.exec(request.url ?? '')?.[1] ?? '';
      const { 'x-edda-caller': caller, 'x-correlation-id': correlationId } = request.headers;
      this.asked.push({ contentId, caller: caller?.toString(), correlationId: correlationId?.toString() });
      if (this.mode === 'silent') return;
      if (this.mode === 'unavailable') return void response.writeHead(503).end();
      if (this.mode === 'no-text') {
        const problem = { status: 404, code: 'CONTENT.NO_TEXT', detail: 'Nothing could be read from it.' };
        return void response
          .writeHead(404, { 'content-type': 'application/problem+json' })
          .end(JSON.stringify(problem));
      }
      const text = `The text of ${contentId}.`;
      const document = {
        contentId,
        source: `${contentId}.md`,
        sha256: 'a'.repeat(64),
        textSha256: 'b'.repeat(64),
        title: contentId,
        language: 'en',
        text,
        sentences: [[0, text.length]],
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    });
  }

  static async start(): Promise<ContentService> {
    const service = new ContentService();
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
