import type { RecordedMessage } from '@edda/event-store';
import type { CommandDeps } from '../command-deps.js';
import { printable } from '../terminal/printable.js';
import { reasonOf } from '../terminal/reason-of.js';
import { eventJson, eventLine } from './event-line.js';

/** Writes events to stdout: a line each for people, or a line of JSON each. */
export class EventWriter {
  constructor(
    private readonly deps: Pick<CommandDeps, 'stdout' | 'stderr' | 'isTTY'>,
    private readonly isJson: boolean,
  ) {}

  write(service: string, event: RecordedMessage): void {
    const columns = this.deps.isTTY ? (this.deps.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
    const line = this.isJson ? eventJson(service, event) : printable(eventLine(service, event, columns));
    this.deps.stdout.write(`${line}\n`);
  }

  warn(text: string, error: unknown): void {
    this.deps.stderr.write(`${printable(`${text}: ${reasonOf(error)}.`)}\n`);
  }
}
