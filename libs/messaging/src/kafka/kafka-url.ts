import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { EddaError } from '@edda/kernel';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

export interface SaslLogin {
  readonly mechanism: (typeof MECHANISMS)[number];
  readonly username: string;
  readonly password: string;
}

/** What a Kafka URL says. */
export interface KafkaAddress {
  /** As `host:port`. */
  readonly brokers: readonly string[];
  /** Null: not encrypted. */
  readonly tls: ConnectionOptions | null;
  readonly sasl: SaslLogin | null;
  readonly clientId: string;
  /** The brokers in a message, without name and password. */
  readonly place: string;
}

const EXAMPLE = 'kafka://user:password@host:port,host:port?tls=true&mechanism=scram-sha-512';

const PARAMETERS = new Set(['tls', 'mechanism', 'ca', 'cert', 'key', 'servername', 'clientId']);

/**
 * Reads a URL of the form `kafka://[user:password@]host[:port][,host[:port]...][?parameters]`. User and password are
 * percent-encoded; the port is 9092 unless given. `kafkas://` means TLS. Parameters: `tls` (true or false), `mechanism`
 * (`plain`, `scram-sha-256`, `scram-sha-512`; `plain` unless given), `ca`, `cert`, `key` (files in PEM form), `servername`,
 * `clientId`.
 *
 * @throws EddaError `BROKER.INVALID_URL`, without the password
 */
export function parseKafkaUrl(url: string): KafkaAddress {
  const parts = /^(kafkas?):\/\/(?:([^@/?#]*)@)?([^@/?#]+)\/?(?:\?([^#]*))?$/i.exec(url);
  if (!parts) throw invalid(`it does not have the form ${EXAMPLE}`);
  const [, scheme = '', login, hosts = '', query = ''] = parts;
  const parameters = new URLSearchParams(query);
  for (const name of parameters.keys()) {
    if (!PARAMETERS.has(name))
      throw invalid(`there is no parameter "${name}"; there are ${[...PARAMETERS].join(', ')}`);
  }
  const brokers = hosts.split(',').map(brokerOf);
  return {
    brokers,
    tls: tlsOf(scheme.toLowerCase() === 'kafkas', parameters),
    sasl: saslOf(login, parameters.get('mechanism')),
    clientId: parameters.get('clientId') ?? 'edda',
    place: brokers.join(','),
  };
}

function brokerOf(text: string): string {
  const parts = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(parts?.[2] ?? 9092);
  if (!parts || port < 1 || port > 65_535) throw invalid(`"${text}" is not a host with a port`);
  return `${parts[1]}:${port}`;
}

function tlsOf(always: boolean, parameters: URLSearchParams): ConnectionOptions | null {
  const tls = parameters.get('tls');
  if (tls !== null && tls !== 'true' && tls !== 'false') throw invalid(`tls is "${tls}": write true or false`);
  if (always && tls === 'false') throw invalid('kafkas:// means TLS: leave tls=false out or write kafka://');
  const files = (['ca', 'cert', 'key'] as const).filter((name) => parameters.has(name));
  if (!always && tls !== 'true') {
    const [unused] = files;
    if (unused) throw invalid(`${unused} is of no use without TLS: add tls=true`);
    return null;
  }
  const servername = parameters.get('servername');
  return {
    ...Object.fromEntries(files.map((name) => [name, contentOf(name, parameters.get(name) ?? '')])),
    ...(servername !== null && { servername }),
  };
}

function contentOf(parameter: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalid(`the file of ${parameter} cannot be read (${(error as Error).message})`);
  }
}

function saslOf(login: string | undefined, mechanism: string | null): SaslLogin | null {
  if (login === undefined) {
    if (mechanism !== null) throw invalid('a mechanism needs a user and a password before the host');
    return null;
  }
  const found = MECHANISMS.find((one) => one === (mechanism ?? 'plain').toLowerCase());
  if (!found) throw invalid(`the mechanism is "${mechanism}": it can be ${MECHANISMS.join(', ')}`);
  const colon = login.indexOf(':');
  if (colon < 1) throw invalid('user and password are not written as user:password');
  return {
    mechanism: found,
    username: decoded(login.slice(0, colon)),
    password: decoded(login.slice(colon + 1)),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('user or password is not percent-encoded properly');
  }
}

function invalid(problem: string): EddaError {
  return new EddaError('invalid', 'BROKER.INVALID_URL', `The Kafka URL cannot be used: ${problem}.`);
}
