import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answers } from '../src/answers.js';
import { KAFKA_START_TIMEOUT_MS, kafkaForTests, startThrowAwayKafka } from '../src/index.js';

const installation = await kafkaForTests();

(installation ? describe : describe.skip)('startThrowAwayKafka', () => {
  let temporary: string;

  beforeAll(() => {
    temporary = mkdtempSync(join(tmpdir(), 'edda-spec-'));
  });
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  it(
    'answers until it is stopped or killed, again after a restart, and leaves nothing behind',
    async () => {
      const kafka = await startThrowAwayKafka(installation, {}, temporary);
      const { server } = kafka;
      expect(kafka.url).toBe(`kafka://127.0.0.1:${server.port}`);
      expect(await answers(server.port)).toBe(true);
      await server.kill();
      expect(await answers(server.port)).toBe(false);
      await server.start();
      expect(await answers(server.port)).toBe(true);
      await server.restart();
      expect(await answers(server.port)).toBe(true);
      await Promise.all([kafka.stop(), kafka.stop()]);
      expect(await answers(server.port)).toBe(false);
      expect(readdirSync(temporary)).toEqual([]);
    },
    KAFKA_START_TIMEOUT_MS,
  );

  (process.platform === 'win32' ? it.skip : it)(
    'ends with its process, whatever ends that',
    async () => {
      const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
      const program = join(import.meta.dirname, 'leave-server.ts');
      const child = spawn(process.execPath, [...loader, program, temporary], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { pid } = JSON.parse(line.toString()) as { pid: number };
      expect(isRunning(pid)).toBe(true);
      child.kill('SIGKILL');
      // The test's own deadline ends this loop when the server or its folder stays.
      while (isRunning(pid) || readdirSync(temporary).length > 0) await delay(50);
    },
    KAFKA_START_TIMEOUT_MS,
  );
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
