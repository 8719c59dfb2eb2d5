import { relative, resolve, sep } from 'node:path';

/**
 * The name a source has in reports: the path relative to `cwd`, or the whole path where the user gave one, with forward
 * slashes on every system.
 * @param absolute whether the user named it by an absolute path
 */
export function sourceLabel(cwd: string, path: string, absolute: boolean): string {
  const label = absolute ? resolve(path) : relative(cwd, path) || '.';
  return sep === '\\' ? label.replaceAll(sep, '/') : label;
}
