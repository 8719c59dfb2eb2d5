import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  RABBITMQ_START_TIMEOUT_MS,
  rabbitMQForTests,
  startThrowAwayRabbitMQ,
  type ThrowAwayRabbitMQ,
} from '../src/index.js';

jest.setTimeout(2 * RABBITMQ_START_TIMEOUT_MS);

const installation = await rabbitMQForTests();

(installation ? describe : describe.skip)('A throw-away RabbitMQ', () => {
  let parent: string;
  let rabbitmq: ThrowAwayRabbitMQ;

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'edda-spec-'));
    rabbitmq = await startThrowAwayRabbitMQ(installation, {}, parent);
  });
  afterAll(async () => {
    await rabbitmq.stop();
    rmSync(parent, { recursive: true, force: true });
  });

  it('is reached on the loopback interface', async () => {
    expect(rabbitmq.url).toMatch(/^amqp:\/\/guest:guest@127\.0\.0\.1:\d+\/$/);
    await expect(isListening(rabbitmq.server.port)).resolves.toBe(true);
  });

  it('can be stopped, killed and started again on its port', async () => {
    const { server, url } = rabbitmq;
    await server.stop();
    expect(server.pid).toBeUndefined();
    await expect(isListening(server.port)).resolves.toBe(false);
    await server.start();
    await server.kill();
    await expect(isListening(server.port)).resolves.toBe(false);
    await server.start();
    await expect(isListening(server.port)).resolves.toBe(true);
    expect(server.url).toBe(url);
  });

  it('leaves nothing behind when it is stopped, nor when its process is killed', async () => {
    const before = readdirSync(parent);
    const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
    const program = join(import.meta.dirname, 'leave-server.ts');
    const child = spawn(process.execPath, [...loader, program, parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { pid } = JSON.parse(line.toString()) as { pid: number };
    expect(isRunning(pid)).toBe(true);
    child.kill('SIGKILL');
    // The test's own deadline ends these loops when something stays.
    while (isRunning(pid)) await delay(50);
    while (readdirSync(parent).length > before.length) await delay(50);
    await rabbitmq.stop();
    expect(readdirSync(parent)).toEqual([]);
  });
});

it('is refused in one sentence where there is none', async () => {
  await expect(startThrowAwayRabbitMQ(undefined)).rejects.toThrow('There is no RabbitMQ to start here');
});

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A process that has ended and that nobody waits for does not run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
