import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AddressAllowList } from './address-allow-list.js';
import { UrlFetchError } from './url-fetch-error.js';

/** Resolves a name to all its addresses. */
export type ResolveAll = (
  host: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The operating system's resolver. */
export const resolveWithSystem: ResolveAll = (host, callback) => systemLookup(host, { all: true }, callback);

/**
 * The name resolution of a connection: the addresses it hands to the socket are the ones it has checked, so a name that changes its
 * address in between (DNS rebinding) gains nothing. One forbidden address among many refuses the name.
 */
export function guardedLookup(allowList: AddressAllowList, port: number, resolveAll: ResolveAll): LookupFunction {
  return (host, options, callback) => {
    resolveAll(host, (error, addresses) => {
      if (error) return callback(error, []);
      const forbidden = allowList.allowsHost(host, port)
        ? undefined
        : addresses.find(({ address }) => !allowList.allowsAddress(address, port));
      if (forbidden) return callback(notAllowed(host, forbidden.address), []);
      const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : (options.family ?? 0);
      const usable = addresses.filter((address) => family === 0 || address.family === family);
      const [first] = usable;
      if (!first) return callback(Object.assign(new Error(`No address for ${host}`), { code: 'ENOTFOUND' }), []);
      if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}

/** The refusal of a host or address, as callers see it. */
export function notAllowed(host: string, address: string): UrlFetchError {
  const resolved = host === address ? address : `${host} (${address})`;
  const detail = `${resolved} is not a public address. Add it to the allow-list to fetch from it.`;
  return new UrlFetchError('URL_NOT_ALLOWED', detail, false);
}
