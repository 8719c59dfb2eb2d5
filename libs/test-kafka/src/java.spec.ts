import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findJava } from './java.js';

(process.platform === 'win32' ? describe.skip : describe)('findJava', () => {
  let home: string;

  /** A Java that says it has this version. */
  const pretend = (version: string): NodeJS.ProcessEnv => {
    const java = join(home, 'bin', 'java');
    writeFileSync(java, `#!/bin/sh\necho 'openjdk version "${version}" 2025-01-01' >&2\n`);
    chmodSync(java, 0o755);
    return { JAVA_HOME: home };
  };

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'edda-spec-'));
    mkdirSync(join(home, 'bin'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each(['17.0.15', '21', '25-ea'])('takes Java %s', async (version) => {
    await expect(findJava(pretend(version))).resolves.toBe(join(home, 'bin', 'java'));
  });

  it.each([
    ['11.0.2', 11],
    ['1.8.0_392', 8],
  ])('refuses Java %s, and says what to do', async (version, major) => {
    await expect(findJava(pretend(version))).rejects.toThrow(new RegExp(`is Java ${major}: install a Java runtime`));
  });

  it('says what to do where there is none', async () => {
    await expect(findJava({ JAVA_HOME: join(home, 'nowhere') })).rejects.toThrow(
      /needs Java 17 .* cannot be run: install/,
    );
    await expect(findJava({ PATH: home })).rejects.toThrow(/"java" cannot be run/);
  });
});
