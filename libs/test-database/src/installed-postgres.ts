import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The folder that holds `bin` of an installed PostgreSQL of a major version, for `startThrowAwayPostgres`: where
 * `PG<major>_BIN` points, where Debian puts it, or on the PATH.
 *
 * @returns undefined when there is none
 */
export async function installedPostgres(major: number): Promise<string | undefined> {
  const named = process.env[`PG${major}_BIN`];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const bin of [...(named ? [named] : []), `/usr/lib/postgresql/${major}/bin`, ...onPath]) {
    if ((await majorVersionIn(bin)) === major) return dirname(bin);
  }
  return undefined;
}

async function majorVersionIn(bin: string): Promise<number | undefined> {
  try {
    const { stdout } = await run(join(bin, 'postgres'), ['--version']);
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
}
