import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { inServiceScope } from '@edda/service';
import { createPlatformLogger } from './platform-logger.js';

/** Linux' device that is always full. */
const FULL = '/dev/full';

(existsSync(FULL) ? it : it.skip)('A log that cannot be written ends nothing', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'edda-logs-'));
  try {
    await symlink(FULL, join(directory, 'content.log'));
    const logger = createPlatformLogger({ directory, level: 'info' });
    expect(() =>
      inServiceScope('content', () => {
        for (let line = 0; line < 100; line++) logger.warn('The disk is full.');
      }),
    ).not.toThrow();
  } finally {
    await rm(directory, { recursive: true });
  }
});
