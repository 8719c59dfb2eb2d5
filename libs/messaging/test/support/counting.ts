import { NO_METRICS, type MessageLogger, type MessagingMetrics } from '../../src/index.js';

/** Metrics that keep each call as a line: its name, and what it was given besides topic and group. */
export function countingMetrics(): { metrics: MessagingMetrics; lines: string[] } {
  const lines: string[] = [];
  const entries = Object.keys(NO_METRICS).map((name) => [
    name,
    (...given: unknown[]) => {
      const parts = given.filter((part) => typeof part !== 'number').map((part) => text(part));
      lines.push([name, ...parts].join(' '));
    },
  ]);
  return { metrics: Object.fromEntries(entries) as unknown as MessagingMetrics, lines };
}

export interface LogLine {
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

/** A logger that keeps its lines. */
export function keepingLogger(): { logger: MessageLogger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write =
    (level: string) =>
    (message: string, fields: object = {}): void =>
      void lines.push({ level, message, fields: { ...fields } });
  return { logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }, lines };
}

function text(part: unknown): string {
  if (typeof part === 'object' && part !== null && 'type' in part) return String(part.type);
  return String(part);
}
