import type { Tree } from '@nx/devkit';
import { addExport, addImport } from '../edit/imports.js';
import { editText } from '../edit/json.js';
import { addToArray } from '../edit/literals.js';
import { EVENT_SCHEMAS } from '../names/event-schemas.js';
import { kebabCase } from '../names/words.js';

/** Makes the events of a service, whose files are there, known to everybody. */
export function publishEvents(tree: Tree, service: string, events: readonly string[]): void {
  for (const event of events) {
    const file = `./${service}/${kebabCase(event)}.js`;
    editText(tree, `${EVENT_SCHEMAS}/index.ts`, (text) => addExport(text, file));
    editText(
      tree,
      `${EVENT_SCHEMAS}/catalogue.ts`,
      (text) => addImport(text, event, file),
      (text) => addToArray(text, 'catalogue', event, { before: (other) => other === 'SubjectForgotten' }),
    );
  }
}

/** Adds the examples that a file has to those of the whole. */
export function publishExamples(tree: Tree, constant: string, file: string): void {
  editText(
    tree,
    `${EVENT_SCHEMAS}/examples/examples.ts`,
    (text) => addImport(text, constant, `./${file}.js`),
    (text) => addToArray(text, 'examples', `...${constant}`, { before: (other) => other === '...systemExamples' }),
  );
}
