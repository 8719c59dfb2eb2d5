import { openSync, writeSync } from 'node:fs';

/** Lines of JSON that outlive a kill of this process: each is with the operating system when `write` returns. */
export class Journal {
  #file;

  constructor(file) {
    this.#file = openSync(file, 'a');
  }

  write(line) {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
