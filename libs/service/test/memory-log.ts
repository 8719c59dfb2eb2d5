import { createLogger, type LogLevel, type ServiceLogger } from '../src/index.js';

/** A logger that keeps its lines. */
export function memoryLog(level: LogLevel = 'debug'): {
  logger: ServiceLogger;
  lines: Record<string, unknown>[];
  text(): string;
} {
  const written: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    level,
    destination: {
      write(line: string) {
        written.push(line);
        lines.push(JSON.parse(line) as Record<string, unknown>);
      },
    },
  });
  return { logger, lines, text: () => written.join('') };
}
