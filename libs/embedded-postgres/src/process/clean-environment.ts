import { delimiter } from 'node:path';

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const WINDOWS_VARIABLES = ['SystemRoot', 'SystemDrive', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP'];

/**
 * The environment PostgreSQL's programs run in. Nothing of the caller's language, time zone, `PG*` or loader variables
 * gets through, so that a cluster is the same whoever makes it and the programs' messages are in English.
 */
export function cleanEnvironment(
  inherited: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  if (platform === 'win32') {
    const kept = WINDOWS_VARIABLES.map((name) => [name, inherited[name]]);
    return { ...Object.fromEntries(kept), PATH: inherited['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  }
  const path = (inherited['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  return { PATH: [...new Set([...path, ...SYSTEM_PATH])].join(delimiter), LC_ALL: 'C', TZ: 'UTC' };
}
