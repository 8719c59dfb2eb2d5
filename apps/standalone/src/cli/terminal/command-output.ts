import type { Output } from '../command-deps.js';
import { printable } from './printable.js';

/**
 * What a command says. For people everything but errors goes to stdout; where the result is wanted as JSON, stdout holds
 * that and nothing else. Every line is made printable on its way out.
 */
export class CommandOutput {
  constructor(
    readonly stdout: Output,
    private readonly stderr: Output,
    readonly isJson: boolean,
  ) {}

  /** Where progress is shown. */
  get lines(): Output {
    return this.isJson ? this.stderr : this.stdout;
  }

  say(line: string): void {
    this.lines.write(`${printable(line)}\n`);
  }

  warn(line: string): void {
    this.stderr.write(`${printable(line)}\n`);
  }

  /** The result for programs; people have read it in lines. */
  result(value: unknown): void {
    if (this.isJson) {
      this.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    }
  }
}
