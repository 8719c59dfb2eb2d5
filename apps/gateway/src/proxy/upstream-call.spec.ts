import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { callUpstream, FailedCall, UpstreamTimeout } from './upstream-call.js';

let server: Server;
let port: number;
const agent = new Agent({ keepAlive: true });

beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  agent.destroy();
  server.close();
});

const call = (to: number, body: Readable | null = null, timeoutMs = 0): Promise<unknown> =>
  callUpstream({
    options: { protocol: 'http:', hostname: '127.0.0.1', port: to, path: '/', method: 'POST' },
    agent,
    body,
    timeoutMs,
  }).catch((error: unknown) => error);

describe('a call to a service', () => {
  it('that finds no connection has sent nothing and read nothing of its body', async () => {
    const body = Readable.from(['a body']);
    // Nothing listens here: port 9 is reserved for discarding.
    const failed = await call(9, body);
    expect(failed).toBeInstanceOf(FailedCall);
    expect(failed).toMatchObject({ isSent: false, cause: { code: 'ECONNREFUSED' } });
    expect({ flowing: body.readableFlowing, destroyed: body.destroyed }).toEqual({ flowing: null, destroyed: false });
  });

  it('whose connection breaks may have been seen', async () => {
    server.on('connection', (socket) => socket.once('data', () => socket.resetAndDestroy()));
    const failed = await call(port, Readable.from(['a body']));
    expect(failed).toMatchObject({ isSent: true, cause: { code: 'ECONNRESET' } });
  });

  it('ends with its body when that fails', async () => {
    const body = new Readable({ read: () => undefined });
    server.on('connection', (socket) => socket.once('data', () => body.destroy(new Error('too large'))));
    body.push('the beginning');
    expect(await call(port, body)).toMatchObject({ cause: { message: 'too large' } });
  });

  it('does not begin with a body that has failed before', async () => {
    const body = new Readable({ read: () => undefined });
    body.on('error', () => undefined).destroy(new Error('too large'));
    expect(await call(port, body)).toMatchObject({ cause: { message: 'too large' } });
  });

  it('that is not answered in time says so', async () => {
    expect(await call(port, null, 20)).toMatchObject({ cause: expect.any(UpstreamTimeout) });
  });
});
