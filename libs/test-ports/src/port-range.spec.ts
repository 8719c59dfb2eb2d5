import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { portRange } from './port-range.js';

describe('portRange', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-ports-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['below the ports of the system', '32768\t60999\n', { first: 15_000, end: 32_000 }],
    ['below the ports of a system that takes more', '20000\t60999\n', { first: 15_000, end: 20_000 }],
    ['the same where the system takes nearly all', '1024\t65535\n', { first: 15_000, end: 32_000 }],
  ])('is %s', async (_, text, range) => {
    await writeFile(join(folder, 'range'), text);
    expect(await portRange(join(folder, 'range'))).toEqual(range);
  });

  it('is the same where the system does not tell', async () => {
    expect(await portRange(join(folder, 'missing'))).toEqual({ first: 15_000, end: 32_000 });
  });
});
