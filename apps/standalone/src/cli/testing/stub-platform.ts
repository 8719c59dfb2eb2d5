import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { StubRun, type StubOutcome } from './stub-run.js';

export interface ReceivedRequest {
  readonly method: string;
  /** Below `/api/v1`, with the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** What a script does to a request before the platform sees it; true when it has answered itself. */
export type Script = (request: ReceivedRequest, response: ServerResponse, body: Buffer) => boolean;

const JSON_TYPE = { 'content-type': 'application/json' };

/** A gateway for specs: the part of the REST API that the commands use, over real HTTP, with runs in memory. */
export class StubPlatform {
  readonly requests: ReceivedRequest[] = [];
  readonly runs = new Map<string, StubRun>();
  /** File name and bytes of every upload that was taken, in order. */
  readonly uploads: { contentId: string; source: string; fileName: string; bytes: Buffer }[] = [];
  outcome: StubOutcome = { status: 'completed' };
  /** Looked at first, for every request. */
  script: Script = () => false;
  /** The stream of events is cut behind this many messages, as often as it is opened. */
  cutStreamAfter = Number.POSITIVE_INFINITY;
  /** So many runs are created without an answer: the connection breaks. */
  lostAnswers = 0;
  /** Changes what goes out as report or text. */
  tamper: (path: string, content: string) => string = (_path, content) => content;

  private readonly keys = new Map<string, StubRun>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The one run there is. */
  get run(): StubRun {
    const [run] = this.runs.values();
    if (run === undefined) {
      throw new Error('No run was created.');
    }
    return run;
  }

  sent(method: string, path: RegExp): ReceivedRequest[] {
    return this.requests.filter((request) => request.method === method && path.test(request.path));
  }

  addRun(run: StubRun): StubRun {
    this.runs.set(run.workflowId, run);
    return run;
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) {
      // Broken off by the client.
      return;
    }
    const path = (incoming.url ?? '').replace(/^\/api\/v1/, '');
    const request = { method: incoming.method ?? '', path, headers: incoming.headers };
    this.requests.push(request);
    if (this.script(request, response, body)) {
      return;
    }
    const [route = ''] = path.split('?');
    if (request.method === 'POST' && route === '/research/workflows') {
      this.create(request, response, JSON.parse(body.toString()) as CreateBody);
    } else if (request.method === 'POST' && route === '/contents') {
      await this.upload(request, response, body);
    } else if (route === '/research/workflows') {
      const items = [...this.runs.values()].map((run) => run.summary());
      const from = Number(new URLSearchParams(path.split('?')[1]).get('cursor') ?? 0);
      send(response, 200, {
        items: items.slice(from, from + 2),
        nextCursor: items.length > from + 2 ? String(from + 2) : null,
      });
    } else {
      this.answerById(request, response, route, body);
    }
  }

  private answerById(request: ReceivedRequest, response: ServerResponse, route: string, body: Buffer): void {
    const [, context, ...parts] = route.split('/');
    const [id = '', part] = context === 'research' ? parts.slice(1) : parts;
    const run = context === 'research' ? this.runs.get(id) : this.runOf(id);
    if (run === undefined) {
      problem(response, 404, 'RESEARCH.NOT_FOUND', `There is no ${id}.`);
    } else if (part === 'unavailable') {
      run.fail(sourceOf(run, id), (JSON.parse(body.toString()) as { reason: string }).reason);
      send(response, 202, {});
    } else if (part === 'text') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(this.tamper(route, sourceOf(run, id).text ?? ''));
    } else if (part === 'events') {
      this.stream(request, response, run);
    } else if (part === 'report') {
      this.report(request, response, run);
    } else {
      send(response, 200, run.view());
    }
  }

  private create(request: ReceivedRequest, response: ServerResponse, body: CreateBody): void {
    const key = String(request.headers['idempotency-key']);
    const run = this.keys.get(key) ?? this.addRun(new StubRun(body.question, body.sources, this.outcome));
    this.keys.set(key, run);
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      response.destroy();
      return;
    }
    send(response, 202, run.view());
  }

  private async upload(request: ReceivedRequest, response: ServerResponse, body: Buffer): Promise<void> {
    const headers = { 'content-type': String(request.headers['content-type']) };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const [contentId, source, file] = [
      String(form.get('contentId')),
      String(form.get('source')),
      form.get('file') as File,
    ];
    const bytes = Buffer.from(await file.arrayBuffer());
    const run = this.runOf(contentId);
    if (run === undefined) {
      return problem(response, 404, 'CONTENT.NOT_FOUND', `There is no ${contentId}.`);
    }
    this.uploads.push({ contentId, source, fileName: file.name, bytes });
    run.receive(sourceOf(run, contentId), bytes);
    send(response, 201, { contentId });
  }

  private report(request: ReceivedRequest, response: ServerResponse, run: StubRun): void {
    const accept = String(request.headers.accept);
    const content = accept === 'application/json' ? JSON.stringify(run.report()) : `A report as ${accept}.`;
    response.writeHead(200, { 'content-type': accept });
    response.end(this.tamper(request.path, content));
  }

  private stream(request: ReceivedRequest, response: ServerResponse, run: StubRun): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let position = Number(request.headers['last-event-id'] ?? 0);
    let sent = 0;
    const push = (): void => {
      while (!response.writableEnded && position < run.events.length) {
        if (sent === this.cutStreamAfter) {
          position = Number.POSITIVE_INFINITY;
          setImmediate(() => response.destroy());
          return;
        }
        const event = run.events[position];
        position += 1;
        sent += 1;
        response.write(`id: ${position}\nevent: ${event?.type}\ndata: ${JSON.stringify({ position, ...event })}\n\n`);
      }
      if (run.isOver && !response.writableEnded && Number.isFinite(position)) {
        response.end('event: end\n\n');
      }
    };
    const before = run.onChange;
    run.onChange = () => {
      before();
      push();
    };
    push();
  }

  private runOf(contentId: string): StubRun | undefined {
    return [...this.runs.values()].find((run) => run.sources.some((source) => source.contentId === contentId));
  }
}

interface CreateBody {
  question: string;
  sources: { source: string; url?: string; unavailable?: string }[];
}

function sourceOf(run: StubRun, contentId: string): StubRun['sources'][number] {
  const source = run.sources.find((candidate) => candidate.contentId === contentId);
  if (source === undefined) {
    throw new Error(`The run has no content ${contentId}.`);
  }
  return source;
}

export function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, JSON_TYPE);
  response.end(JSON.stringify(value));
}

export function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', title: 'A problem', status, code, detail }));
}
