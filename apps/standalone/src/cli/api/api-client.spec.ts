import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { QUICK } from '../testing/command-harness.js';
import { ApiClient } from './api-client.js';

describe('ApiClient', () => {
  const servers: Server[] = [];
  const said: string[] = [];

  afterEach(() => {
    servers.splice(0).forEach((server) => server.close());
    said.length = 0;
  });

  async function clientOf(listener: RequestListener, signal = new AbortController().signal): Promise<ApiClient> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new ApiClient({ url, signal, pace: QUICK, onOutage: (line) => said.push(line) });
  }

  const text = async (response: Response): Promise<string> => response.text();

  it('tries again after 5xx, 429 and broken connections, and tells of the outage once', async () => {
    let tries = 0;
    const client = await clientOf((_request, response) => {
      tries += 1;
      if (tries === 1) {
        response.destroy();
      } else if (tries < 4) {
        response.writeHead(tries === 2 ? 503 : 429, { 'retry-after': '0' }).end();
      } else {
        response.end('there');
      }
    });
    expect(await client.request('/x', {}, text)).toBe('there');
    expect(said).toEqual([expect.stringContaining('Trying again'), expect.stringContaining('answers again')]);
  });

  it('does not repeat what the server refuses, and gives its words, code and fields', async () => {
    let tries = 0;
    const client = await clientOf((_request, response) => {
      tries += 1;
      response.writeHead(422, { 'content-type': 'application/problem+json' });
      response.end('{"code":"A.B","detail":"Wrong\\u001b[0m","errors":[{"field":"q","message":"q is short"}]}');
    });
    await expect(client.request('/x', {}, text)).rejects.toMatchObject({
      status: 422,
      code: 'A.B',
      message: 'Wrong: q is short (A.B)',
    });
    expect(tries).toBe(1);
  });

  it('makes something readable of an answer that is no problem document', async () => {
    const client = await clientOf((_request, response) => response.writeHead(418, 'No Tea').end('<html>'));
    await expect(client.request('/x', {}, text)).rejects.toThrow('No Tea (HTTP 418)');
  });

  it('does not follow redirects but names where they lead', async () => {
    const client = await clientOf((_request, response) =>
      response.writeHead(301, { location: 'https://other/' }).end(),
    );
    await expect(client.request('/x', { method: 'POST', json: {} }, text)).rejects.toThrow(
      'redirects to https://other/; name that address with --server',
    );
  });

  it('stops waiting when it is aborted', async () => {
    const controller = new AbortController();
    const client = await clientOf((_request, response) => {
      response.writeHead(503).end();
      controller.abort();
    }, controller.signal);
    await expect(client.request('/x', {}, text)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('sends what it is given below /api/v1', async () => {
    const client = await clientOf((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      });
    });
    const sent = await client.request('/things', { method: 'POST', json: { a: 1 } }, text);
    expect(sent).toBe('POST /api/v1/things application/json {"a":1}');
  });
});
