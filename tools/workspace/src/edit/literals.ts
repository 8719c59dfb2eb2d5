import ts from 'typescript';
import { expressionAt, insertAt, isSameCode, literalIn, nameOf, parse } from './syntax.js';

/**
 * The text with an element in the array at `path` (see {@link expressionAt}): at the end, or before the first element for
 * which `before` says so. An element that is there already changes nothing.
 *
 * @throws Error when there is no array at the path
 */
export function addToArray(
  text: string,
  path: string,
  element: string,
  { before = () => false }: { before?: (element: string) => boolean } = {},
): string {
  const array = literalAt(text, path);
  if (!array || !ts.isArrayLiteralExpression(array)) throw new Error(`There is no array at ${path}.`);
  const { elements } = array;
  if (elements.some((present) => isSameCode(present.getText(), element))) return text;
  const next = elements.find((present) => before(present.getText()));
  if (next) return insertAt(text, next.getStart(), `${element}, `);
  return append(text, elements, array.end - 1, element);
}

/**
 * The text with a property in the object at `path`, at its end. A property that is there already changes nothing,
 * whatever its value.
 *
 * @throws Error when there is no object at the path
 */
export function addToObject(text: string, path: string, key: string, value: string): string {
  const object = literalAt(text, path);
  if (!object || !ts.isObjectLiteralExpression(object)) throw new Error(`There is no object at ${path}.`);
  const { properties } = object;
  if (properties.some(({ name }) => name && nameOf(name) === key)) return text;
  const name = /^[a-zA-Z_$][\w$]*$/.test(key) ? key : `'${key}'`;
  return append(text, properties, object.end - 1, name === value ? name : `${name}: ${value}`);
}

/** Whether the literal at a path is there. */
export function hasLiteral(text: string, path: string): boolean {
  return literalAt(text, path) !== undefined;
}

function literalAt(text: string, path: string): ts.Expression | undefined {
  const expression = expressionAt(parse(text), path);
  return expression && literalIn(expression);
}

function append(text: string, nodes: ts.NodeArray<ts.Node>, close: number, added: string): string {
  const last = nodes.at(-1);
  if (!last) return insertAt(text, close, added);
  const withComma = nodes.hasTrailingComma ? text : insertAt(text, last.end, ',');
  const end = nodes.hasTrailingComma ? nodes.end : last.end + 1;
  if (!text.slice(nodes.pos, close).includes('\n')) return insertAt(withComma, end, ` ${added}`);
  // What is said behind the last one on its line belongs to it.
  const comment = /^[ \t]*\/\/[^\n]*/.exec(withComma.slice(end))?.[0].length ?? 0;
  const line = text.slice(text.lastIndexOf('\n', last.getStart()) + 1, last.getStart());
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return insertAt(withComma, end + comment, `\n${indent}${added},`);
}
