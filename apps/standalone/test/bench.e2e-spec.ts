import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workspace } from './support/run-command.js';

interface Row {
  bench: string;
  subject: string;
  value: number;
  unit: string;
  ratioTo?: string;
  ratio?: number;
  bar?: string;
  ok?: boolean;
}

describe('npm run bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'edda-bench-test-'));
  // What Jest needs of Node is not for the command.
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [join(workspace, 'bench/main.mjs'), ...args], { encoding: 'utf8', env });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names what it can measure when asked for something else', () => {
    expect(bench('nothing')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/event-store \[.*--quick.*\]\n +event-store-size \[.*--events N/s),
    });
  });

  describe('event-store --quick', () => {
    let rows: Row[];

    beforeAll(() => {
      const file = join(folder, 'rows.json');
      const { status, stderr } = bench('event-store', '--quick', '--no-peers', '--json', file);
      // 1 says that a bar was missed, as it well may on a busy machine.
      if ((status !== 0 && status !== 1) || !existsSync(file)) throw new Error(`It ended with ${status}: ${stderr}`);
      rows = JSON.parse(readFileSync(file, 'utf8')) as Row[];
    });

    it('measures every workload', () => {
      const workloads = rows.filter(({ subject }) => subject.endsWith(': Edda')).map(({ subject }) => subject);
      expect(new Set(workloads)).toEqual(
        new Set([
          ...[1, 16, 256].flatMap((appenders) =>
            ['1 event', '10 events'].map((events) => {
              return `append, ${appenders} appender${appenders > 1 ? 's' : ''} x ${events}: Edda`;
            }),
          ),
          'append with a projection write, 1 appender: Edda',
          'append with a projection write, 16 appenders: Edda',
          'read a stream of 1,000: Edda',
          'replay 5,000 events: Edda',
          'append to subscriber, the append itself, p50: Edda',
          'append to subscriber, beyond the append, p50: Edda',
          'append to subscriber, beyond the append, p99: Edda',
        ]),
      );
    });

    it('writes rows that can be checked by machine', () => {
      const values = new Map(rows.map(({ subject, value }) => [subject, value]));
      for (const { bench: name, subject, value, unit, ratioTo, ratio, bar, ok } of rows) {
        expect({ name, unit, value }).toEqual({
          name: 'event-store',
          unit: expect.any(String),
          value: expect.any(Number),
        });
        expect(ratio === undefined).toBe(ratioTo === undefined);
        if (ratioTo !== undefined) expect(ratio).toBeCloseTo(value / values.get(ratioTo)!, 6);
        expect([subject, typeof ok]).toEqual([subject, bar === undefined ? 'undefined' : 'boolean']);
      }
    });
  });
});
