import { CommandError } from '../command-error.js';

/**
 * Checks the address given with --server and cuts off what the command adds itself (`/api/v1`, a slash at the end).
 * @throws CommandError when it is not an http(s) URL, or carries a user, a query or a fragment
 */
export function serverAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.host === '') {
    throw CommandError.badInput(`--server takes an address such as http://127.0.0.1:3000; got "${given}".`);
  }
  if (url.username !== '' || url.password !== '') {
    throw CommandError.badInput('--server takes no user or password in the address; use --token or EDDA_TOKEN.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw CommandError.badInput(`--server takes an address without "?" and "#"; got "${given}".`);
  }
  return url.href.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}
