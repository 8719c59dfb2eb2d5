import { EventEmitter } from 'node:events';

/** Takes the place of the process that a service runs as. */
export class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  text = '';
  readonly stderr = { write: (text: string): unknown => (this.text += text) };

  constructor(
    readonly env: Record<string, string>,
    readonly argv: readonly string[] = [],
  ) {
    super();
  }

  exit(code: number): void {
    this.exits.push(code);
  }
}
