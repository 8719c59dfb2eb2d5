import { EmbeddedPostgresError } from '../embedded-postgres-error.js';

/** Server settings by name, as in postgresql.conf, for example `{ shared_buffers: '64MB', fsync: false }`. */
export type ServerSettings = Readonly<Record<string, string | number | boolean>>;

/** In the data directory; read after postgresql.conf and before what `ALTER SYSTEM` wrote. */
export const SETTINGS_FILE = 'edda.conf';

/**
 * Durable, reachable from this machine alone, and modest: one person's platform has a handful of connections and small
 * tables, and shares its machine with the person's other work.
 */
export function defaultSettings(major: number, platform: NodeJS.Platform = process.platform): ServerSettings {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    fsync: true,
    synchronous_commit: true,
    full_page_writes: true,
    shared_buffers: '16MB',
    maintenance_work_mem: '32MB',
    wal_buffers: '4MB',
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    huge_pages: false,
    jit: false,
    // Every worker is a process of its own; none is worth its memory here.
    ...(major >= 18 && { io_method: 'sync' }),
    max_parallel_workers: 0,
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    max_logical_replication_workers: 0,
    wal_level: 'minimal',
    max_wal_senders: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: false,
    log_line_prefix: '%m [%p] %d ',
    // After a kill of the application its statements end too, instead of running on for nobody.
    ...(platform !== 'win32' && { client_connection_check_interval: '5s' }),
  };
}

/**
 * The text of the settings file. It names the binaries too, so that a server that runs with others than the present ones
 * is told apart.
 *
 * @param major version of the server: an older one refuses settings it does not know
 * @throws EmbeddedPostgresError SETTING_INVALID for a name or value that cannot be written there
 */
export function renderSettings(settings: ServerSettings, binaries: string, major: number): string {
  const lines = Object.entries({ ...defaultSettings(major), ...settings }).map(([name, value]) => {
    if (name === 'port') throw invalid(name, 'give the port as the option "port"');
    if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/i.test(name)) throw invalid(name, 'use a name from postgresql.conf');
    return `${name} = '${renderValue(name, value)}'`;
  });
  return [`# Written at every start for ${JSON.stringify(binaries)}`, ...lines, ''].join('\n');
}

function renderValue(name: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = String(value);
  if (/[\r\n\0]/.test(text)) throw invalid(name, 'use a value on one line');
  return text.replace(/\\/g, '\\\\').replace(/'/g, "''");
}

function invalid(name: string, advice: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.SETTING_INVALID',
    `The server setting "${name}" cannot be used: ${advice}.`,
  );
}
