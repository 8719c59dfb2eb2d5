import { shortened } from '../terminal/printable.js';
import { CommandError } from '../command-error.js';
import { JsonShape } from '../json-shape.js';

/** Reads an answer of the server; one of another shape ends the command with a sentence that says where. */
export function answerShape(what: string): JsonShape {
  return new JsonShape((path, expected, found) => {
    throw new CommandError(
      `The server's answer is no ${what}: ${path} should be ${expected}, it is ${shortened(JSON.stringify(found) ?? 'missing', 80)}. ` +
        'Is this the address of an Edda gateway of the same version?',
    );
  });
}
