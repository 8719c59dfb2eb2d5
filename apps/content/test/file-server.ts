import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A local HTTP server whose answers a test decides; it remembers what it was asked. */
export class FileServer {
  readonly requests: { method: string; url: string; range: string | undefined; ifRange: string | undefined }[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(listener: RequestListener): Promise<FileServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const files = new FileServer(server, (server.address() as AddressInfo).port);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { method = '', url = '', headers } = request;
      files.requests.push({ method, url, range: headers.range, ifRange: headers['if-range']?.toString() });
      // A client that hangs up in the middle is what is tested.
      response.on('error', () => undefined);
      listener(request, response);
    });
    return files;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** The GETs, without the question for the first byte. */
  get fetches(): { range: string | undefined; ifRange: string | undefined }[] {
    return this.requests
      .filter(({ method, range }) => method === 'GET' && range !== 'bytes=0-0')
      .map(({ range, ifRange }) => ({ range, ifRange }));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export interface ServedFile {
  readonly bytes: Buffer;
  readonly etag?: string;
  readonly type?: string;
  /** The body breaks off behind so many bytes of the file, counted from its beginning. */
  readonly breakAt?: number;
}

/** Answers as a good server does: HEAD, ranges and If-Range. */
export function serveFile(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const { bytes, etag, type = 'application/octet-stream', breakAt = Infinity } = file;
  const ifRange = request.headers['if-range'];
  const wanted = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const isPart = wanted !== null && (ifRange === undefined || ifRange === etag);
  const start = isPart ? Number(wanted[1]) : 0;
  const end = isPart && wanted[2] ? Number(wanted[2]) + 1 : bytes.length;
  response.setHeader('content-type', type).setHeader('accept-ranges', 'bytes');
  if (etag) response.setHeader('etag', etag);
  if (isPart && start >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  if (isPart) response.setHeader('content-range', `bytes ${start}-${end - 1}/${bytes.length}`);
  response.writeHead(isPart ? 206 : 200, { 'content-length': end - start });
  if (request.method === 'HEAD') return void response.end();
  if (breakAt >= end) return void response.end(bytes.subarray(start, end));
  response.write(bytes.subarray(start, Math.max(start, breakAt)), () => setTimeout(() => response.destroy(), 200));
}
