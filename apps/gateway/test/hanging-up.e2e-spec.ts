import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CALLER_SECRET } from './gateway.js';

/** What a gateway holds back for a caller that does not read is some of these, how many is Node's affair. */
const PIECE = Buffer.alloc(16 * 1024, 'a');
const MOST_PIECES = 12;

const HELD = '/api/v1/contents/held';
const ANSWERED = '/api/v1/contents/answered';

let upstream: Server;
let pieces = 0;
let gateway: ChildProcess;
let port = '';
let output = '';

/** Answers in pieces that arrive one by one, and hangs up behind the last. */
async function answer(requested: string): Promise<string> {
  return new Promise((resolve) => {
    upstream.once('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', async (request) => {
        if (!String(request).includes(requested)) return resolve(String(request));
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${pieces * PIECE.length}\r\nConnection: close\r\n\r\n`);
        for (let sent = 0; sent < pieces; sent++) {
          socket.write(PIECE);
          await delay(2);
        }
        socket.end(() => resolve(requested));
      });
    });
  });
}

beforeAll(async () => {
  upstream = createServer().listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  const register = import.meta.resolve('@swc-node/register/esm-register');
  const main = join(import.meta.dirname, '../src/main.ts');
  gateway = spawn(process.execPath, ['--import', register, '--conditions=@edda/source', main], {
    cwd: join(import.meta.dirname, '../../..'),
    env: {
      ...inherited,
      CALLER_SECRET,
      PORT: '0',
      CONTENT_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  gateway.stderr?.on('data', (chunk) => (output += String(chunk)));
  port = await new Promise((resolve, reject) => {
    gateway.stdout?.on('data', (chunk) => {
      output += String(chunk);
      const listening = /Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
      if (listening) resolve(listening[1]!);
    });
    gateway.once('exit', () => reject(new Error(`The gateway ended at its start: ${output}`)));
  });
}, 60_000);

afterAll(async () => {
  const ended = once(gateway, 'exit');
  if (gateway.kill()) await ended;
  await new Promise((resolve) => upstream.close(resolve));
});

describe('a service that hangs up behind an answer which the caller does not take', () => {
  it('does not end the gateway, however much of it was read', async () => {
    for (pieces = 1; pieces <= MOST_PIECES; pieces++) {
      const held = answer(ANSWERED);
      // The answer to a second request waits for that to the first one, which never comes.
      const caller = connect(Number(port), '127.0.0.1');
      caller.on('error', () => undefined);
      caller.write(`GET ${HELD} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      expect(await held).toContain(HELD);
      const sent = answer(ANSWERED);
      caller.write(`GET ${ANSWERED} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      expect(await sent).toBe(ANSWERED);
      const live = await fetch(`http://127.0.0.1:${port}/health/live`).catch((error: unknown) => error);
      expect({ pieces, live, output: gateway.exitCode === null ? '' : output }).toMatchObject({
        live: { status: 200 },
        output: '',
      });
      caller.destroy();
    }
  }, 60_000);
});
