import { CommandError } from '../command-error.js';

/**
 * The address a name on the command line stands for, `undefined` when it is a path. The fragment is cut off: it names a
 * place in a page, not another page.
 * @throws CommandError when it begins like an address and is none
 */
export function sourceUrl(name: string): string | undefined {
  if (!/^https?:/i.test(name)) {
    return undefined;
  }
  if (!URL.canParse(name) || !/^https?:\/\//i.test(name)) {
    throw CommandError.badInput(`"${name}" is not an address that can be fetched.`);
  }
  const url = new URL(name);
  url.hash = '';
  return url.href;
}
