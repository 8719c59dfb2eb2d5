import { readFileSync } from 'node:fs';
import { EddaError } from '@edda/kernel';
import type { Options, SocketOptions } from 'amqplib';
import type { Settings } from '../settings.js';

export interface ConnectionOptions {
  readonly connect: Options.Connect;
  readonly socket: SocketOptions;
  /** Host and port, for messages. */
  readonly place: string;
}

/**
 * What the URL and the settings mean to the client.
 *
 * @throws EddaError `BROKER.INVALID_URL`, also when a certificate file cannot be read
 */
export function connectionOptions(settings: Settings): ConnectionOptions {
  const url = parse(settings.url);
  const secure = url.protocol === 'amqps:';
  const port = Number(url.port) || (secure ? 5671 : 5672);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  return {
    place: `${hostname}:${port}`,
    connect: {
      protocol: secure ? 'amqps' : 'amqp',
      hostname,
      port,
      ...(url.username !== '' && {
        username: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
      }),
      // No path and the path "/" both mean the virtual host "/".
      vhost: url.pathname.slice(1) || '/',
      // The connection is given up after two of them were missed.
      heartbeat: Math.max(1, Math.round(settings.sessionTimeoutMs / 2_000)),
    },
    socket: {
      timeout: settings.connectTimeoutMs,
      noDelay: true,
      keepAlive: true,
      clientProperties: { connection_name: 'edda' },
      ...(secure && tlsOptions(url)),
    },
  };
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw invalidUrl('The broker URL cannot be read: write it as amqp://user:password@host:port/vhost.');
  }
}

function tlsOptions(url: URL): SocketOptions {
  const options: Record<string, Buffer | string> = {};
  for (const name of ['ca', 'cert', 'key']) {
    const file = url.searchParams.get(name);
    if (file === null) continue;
    try {
      options[name] = readFileSync(file);
    } catch (error) {
      throw invalidUrl(`The file that ${name} of the broker URL names cannot be read: ${String(error)}`);
    }
  }
  const servername = url.searchParams.get('servername');
  return (servername === null ? options : { ...options, servername }) as SocketOptions;
}

function invalidUrl(message: string): EddaError {
  return new EddaError('invalid', 'BROKER.INVALID_URL', message);
}
