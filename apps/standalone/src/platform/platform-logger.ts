import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, LOG_LEVELS, type LogLevel, type ServiceLogger } from '@edda/service';
import { destination, multistream, type DestinationStream } from 'pino';

const ROTATE_BYTES = 20 * 1024 * 1024;
/** What is kept in memory of a file that cannot be written; what comes beyond is dropped. */
const MAX_UNWRITTEN_BYTES = 4 * 1024 * 1024;

export interface PlatformLoggerOptions {
  directory: string;
  level: string | undefined;
  /** Where warnings and errors are shown as well; nowhere unless given. */
  console?: DestinationStream;
}

/** A log file per service; one that has grown large is set aside at the next start. */
export function createPlatformLogger({ directory, level, console }: PlatformLoggerOptions): ServiceLogger {
  return createLogger({
    level: isLevel(level) ? level : 'info',
    destination: (service) => {
      const path = join(directory, `${service}.log`);
      rotate(path);
      const file = destination({ dest: path, sync: true, append: true, mkdir: true, maxLength: MAX_UNWRITTEN_BYTES });
      // A full disk is no reason to end: what could not be written goes with the next line that can.
      file.on('error', () => undefined);
      return console
        ? multistream([
            { stream: file, level: 'trace' },
            { stream: console, level: 'warn' },
          ])
        : file;
    },
  });
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > ROTATE_BYTES) renameSync(path, `${path}.1`);
}

function isLevel(level: string | undefined): level is LogLevel {
  return LOG_LEVELS.includes(level as LogLevel);
}
