import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { addToArray, addToObject, hasLiteral } from '../../edit/literals.js';
import { editText } from '../../edit/json.js';
import { spellings, type Spellings } from '../../names/aggregate-names.js';
import { declaredClasses, type DeclaredMessage } from '../../names/event-schemas.js';
import { Refusal } from '../../names/refusal.js';
import { fieldsOf, type MessageField } from '../../room/message-fields.js';

/** What an aggregate is created from: an event of another context, and what of it is used. */
export interface Reaction {
  readonly event: string;
  readonly sender: Spellings;
  /** The fields that are taken out of it. */
  readonly fields: readonly string[];
  /** Expression for what the id follows from. */
  readonly id: string;
  /** Expression for the name; never empty. */
  readonly name: string;
}

/** Fields that say what a thing is called, the best first. */
const CALLED = ['title', 'name', 'fileName', 'question', 'source'];

/** @throws Refusal when it is no event of another context, or has no id that another could follow from */
export function reactionTo(tree: Tree, service: string, event: string): Reaction {
  const message = messageNamed(tree, event);
  if (message.sender === service) {
    throw new Refusal(`${event} is an event of ${service} itself: give --reacts-to one of another context.`);
  }
  const fields = fieldsOf(tree, message.declaration);
  const id = fields.find(({ name }) => /Id$/.test(name) && name !== 'userId')?.name;
  if (!id) throw new Refusal(`${event} has no field like contentId that tells one from another: choose another event.`);
  const called = calledIn(tree, message.declaration, fields);
  return {
    event,
    sender: spellings(message.sender),
    fields: called ? [id, called.field] : [id],
    id,
    name: called ? `${called.expression} || ${id}` : id,
  };
}

/** Says in the schema of the event that the service listens to it. */
export function addListener(tree: Tree, { event }: Reaction, service: string): void {
  const path = `${event}@EventSchema`;
  editText(
    tree,
    messageNamed(tree, event).path,
    (text) => (hasLiteral(text, `${path}.listeners`) ? text : addToObject(text, path, 'listeners', '[]')),
    (text) => addToArray(text, `${path}.listeners`, `'${service}'`),
  );
}

function messageNamed(tree: Tree, event: string): DeclaredMessage {
  const classes = declaredClasses(tree);
  const message = classes.get(event);
  if (message && /@EventSchema\(/.test(message.declaration.getText())) return message;
  const known = [...classes.values()].flatMap((one) =>
    one && /@EventSchema\(/.test(one.declaration.getText()) ? [one.name] : [],
  );
  throw new Refusal(`There is no event "${event}" in the schemas: give --reacts-to one of ${known.sort().join(', ')}.`);
}

/** The field of the message, or of a part of it, that says what the thing is called. */
function calledIn(
  tree: Tree,
  declaration: ts.ClassDeclaration,
  fields: readonly MessageField[],
): { field: string; expression: string } | undefined {
  for (const name of CALLED) {
    if (fields.some((field) => field.name === name && /^string\b/.test(field.type)))
      return { field: name, expression: name };
    for (const field of fields) {
      const part = declaration
        .getSourceFile()
        .statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === field.type);
      if (!part || !ts.isClassDeclaration(part)) continue;
      if (!fieldsOf(tree, part).some((inner) => inner.name === name && inner.type === 'string')) continue;
      return { field: field.name, expression: `${field.name}${field.isOptional ? '?' : ''}.${name}` };
    }
  }
  return undefined;
}
