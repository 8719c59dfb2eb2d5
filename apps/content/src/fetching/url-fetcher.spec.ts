import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { UrlFetchError } from './url-fetch-error.js';
import { UrlFetcher, type UrlFetcherOptions } from './url-fetcher.js';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function failure(url: string, options: UrlFetcherOptions = {}): Promise<UrlFetchError> {
  const error = await new UrlFetcher(options).fetch(url).catch((reason: unknown) => reason);
  if (!(error instanceof UrlFetchError)) throw new Error(`expected a UrlFetchError, got ${String(error)}`);
  return error;
}

describe('UrlFetcher', () => {
  it('fetches from a listed host and reports type, name and where redirects ended', async () => {
    const agents: unknown[] = [];
    const port = await serve(({ url, headers }, response) => {
      agents.push(headers['user-agent']);
      if (url === '/old') response.writeHead(302, { location: '/docs/guide.html#top' }).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>Hello</p>');
    });
    const fetcher = new UrlFetcher({ allow: [`127.0.0.1:${port}`], version: '1.2.3' });

    const fetched = await fetcher.fetch(`http://127.0.0.1:${port}/old#part`);

    expect(Buffer.from(fetched.bytes).toString()).toBe('<p>Hello</p>');
    expect(fetched).toMatchObject({
      mimeType: 'text/html; charset=utf-8',
      finalUrl: `http://127.0.0.1:${port}/docs/guide.html`,
      fileName: 'guide.html',
    });
    expect(agents).toEqual(['Edda/1.2.3', 'Edda/1.2.3']);
  });

  it.each([
    ['a loopback address', 'http://127.0.0.1:PORT/'],
    ['a decimal address', 'http://2130706433:PORT/'],
    ['a hexadecimal address', 'http://0x7f.1:PORT/'],
    ['an octal address', 'http://0177.0.0.1:PORT/'],
    ['the unspecified address', 'http://0:PORT/'],
    ['an IPv4-mapped IPv6 address', 'http://[::ffff:127.0.0.1]:PORT/'],
    ['a NAT64 address', 'http://[64:ff9b::127.0.0.1]:PORT/'],
    ['a name of the loopback interface', 'http://localhost:PORT/'],
    ['a cloud metadata address', 'http://169.254.169.254/latest/meta-data/'],
  ])('refuses %s', async (_, url) => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests++;
      response.end('secret');
    });

    const error = await failure(url.replace('PORT', String(port)));

    expect(error).toMatchObject({ code: 'URL_NOT_ALLOWED', retryable: false });
    expect(requests).toBe(0);
  });

  it('refuses a redirect from a listed host to one that is not', async () => {
    let requests = 0;
    const inner = await serve((_request, response) => {
      requests++;
      response.end('secret');
    });
    const outer = await serve((_request, response) => {
      response.writeHead(301, { location: `http://127.0.0.1:${inner}/` }).end();
    });

    expect((await failure(`http://127.0.0.1:${outer}/`, { allow: [`127.0.0.1:${outer}`] })).code).toBe(
      'URL_NOT_ALLOWED',
    );
    expect(requests).toBe(0);
  });

  it('refuses a public name that resolves to a private address beside a public one', async () => {
    const error = await failure('http://rebound.example/', {
      resolveAll: (_host, callback) =>
        callback(null, [
          { address: '93.184.215.14', family: 4 },
          { address: '10.0.0.5', family: 4 },
        ]),
    });

    expect(error).toMatchObject({ code: 'URL_NOT_ALLOWED', detail: expect.stringContaining('10.0.0.5') });
  });

  it('connects to the address it has checked, and asks for it once', async () => {
    const port = await serve(({ headers }, response) => response.end(headers.host));
    const asked: string[] = [];
    const fetcher = new UrlFetcher({
      allow: ['127.0.0.0/8'],
      resolveAll: (host, callback) => {
        asked.push(host);
        callback(null, [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.5', family: 4 }]);
      },
    });

    const { bytes } = await fetcher.fetch(`http://docs.example:${port}/`);

    expect(Buffer.from(bytes).toString()).toBe(`docs.example:${port}`);
    expect(asked).toEqual(['docs.example']);
  });

  it.each([
    ['another scheme', 'file:///etc/passwd'],
    ['credentials', 'http://user:secret@example.com/'],
    ['a relative address', '/docs'],
  ])('calls a URL with %s invalid', async (_, url) => {
    const error = await failure(url);
    expect(error.code).toBe('URL_INVALID');
    expect(error.detail).not.toContain('secret');
  });

  it('inflates a compressed body', async () => {
    const port = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': 'br', 'content-type': 'text/plain' })
        .end(brotliCompressSync('Hello'));
    });
    const { bytes, fileName } = await new UrlFetcher({ allow: ['127.0.0.1'] }).fetch(`http://127.0.0.1:${port}/`);
    expect(Buffer.from(bytes).toString()).toBe('Hello');
    expect(fileName).toBe('127.0.0.1.txt');
  });

  it('stops at the size limit: announced, streamed, and inflated', async () => {
    const bodies: Record<string, RequestListener> = {
      '/announced': (_, response) => response.writeHead(200, { 'content-length': 2000 }).end(Buffer.alloc(2000)),
      '/streamed': (_, response) => {
        for (let part = 0; part < 20; part++) response.write(Buffer.alloc(100));
        response.end();
      },
      '/inflated': (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
      },
    };
    const port = await serve((request, response) => bodies[request.url ?? '']?.(request, response));

    for (const path of Object.keys(bodies)) {
      const error = await failure(`http://127.0.0.1:${port}${path}`, { allow: ['127.0.0.1'], maxBytes: 1500 });
      expect([path, error.code, error.retryable]).toEqual([path, 'URL_TOO_LARGE', false]);
    }
  });

  it('gives up on a server that never answers', async () => {
    const port = await serve(() => undefined);
    const error = await failure(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1'], timeoutMs: 200 });
    expect(error).toMatchObject({ code: 'URL_TIMEOUT', retryable: true });
  });

  it('gives up on a body that never ends', async () => {
    const port = await serve((_request, response) => response.write('first'));
    const error = await failure(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1'], timeoutMs: 200 });
    expect(error).toMatchObject({ code: 'URL_TIMEOUT', retryable: true });
  });

  it.each([
    [404, false],
    [503, true],
    [429, true],
  ])('reports status %s, retryable: %s', async (status, retryable) => {
    const port = await serve((_request, response) => response.writeHead(status).end('no'));
    const error = await failure(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1'] });
    expect(error).toMatchObject({ code: 'URL_STATUS', retryable, detail: expect.stringContaining(String(status)) });
  });

  it('gives up on a circle of redirects', async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests++;
      response.writeHead(307, { location: '/again' }).end();
    });
    const error = await failure(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1'] });
    expect(error.code).toBe('URL_UNREACHABLE');
    expect(requests).toBe(6);
  });

  it('tells a refused connection, which may pass, from an unknown name, which will not', async () => {
    const port = await serve(() => undefined);
    servers.splice(0).forEach((server) => server.close());
    const refused = await failure(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1'] });
    expect(refused).toMatchObject({ code: 'URL_UNREACHABLE', retryable: true });

    const unknown = await failure('http://nowhere.example/', {
      resolveAll: (_host, callback) =>
        callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []),
    });
    expect(unknown).toMatchObject({ code: 'URL_UNREACHABLE', retryable: false });
  });
});
