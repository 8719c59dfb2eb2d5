import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { insertAt } from './syntax.js';

type Path = readonly string[];

/**
 * The YAML text with an entry in the map at a path: above the entry `before` where that is there, else at its end. Nothing
 * else of the text changes. A key that is there already changes nothing.
 *
 * @param value the rest of the entry's line and what follows below it, indented from the left margin
 * @throws Error when there is no map in block style at the path
 */
export function addYamlEntry(
  text: string,
  path: Path,
  key: string,
  value: string,
  { before }: { before?: string } = {},
): string {
  const map = mapAt(text, path);
  if (map.items.some((pair) => keyOf(pair) === key)) return text;
  const next = map.items.find((pair) => keyOf(pair) === before);
  const place = next ?? map.items.at(-1);
  if (!place) throw new Error(`The map at ${path.join('.')} is empty.`);
  const indent = columnOf(text, startOf(place.key as Node));
  const [first = '', ...rest] = value.split('\n');
  const lines = [`${key}: ${first}`.trimEnd(), ...rest].map((line) => line && ' '.repeat(indent) + line);
  const at = next ? startOfLine(text, startOf(place.key as Node)) : endOfLine(text, endOfEntry(place));
  return insertAt(text, at, `${lines.join('\n')}\n`);
}

/**
 * The YAML text with an item in the list at a path: at its end, or with `sorted` above the first of the ordered items at
 * its end that comes after it. An item that is there already changes nothing.
 *
 * @throws Error when there is no list of lines at the path
 */
export function addYamlItem(text: string, path: Path, item: string, { sorted = false } = {}): string {
  const list = nodeAt(text, path);
  if (!isSeq(list) || list.flow) throw new Error(`There is no list of lines at ${path.join('.')}.`);
  const items = (list as YAMLSeq<Node>).items;
  const names = items.map((node) => (isScalar(node) ? String(node.value) : ''));
  if (names.includes(item)) return text;
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) throw new Error(`The list at ${path.join('.')} is empty.`);
  const line = `${' '.repeat(columnOf(text, text.lastIndexOf('-', startOf(first))))}- ${item}\n`;
  const next = sorted ? items[names.findIndex((name, index) => index >= orderedFrom(names) && name > item)] : undefined;
  return insertAt(text, next ? startOfLine(text, startOf(next)) : endOfLine(text, endOf(last)), line);
}

/** Where the names begin that are in order to the end. */
function orderedFrom(names: readonly string[]): number {
  const last = names.findLastIndex((name, index) => index > 0 && name < (names[index - 1] ?? ''));
  return Math.max(last, 0);
}

function nodeAt(text: string, path: Path): Node {
  const document = parseDocument(text, { merge: true });
  const [error] = document.errors;
  if (error) throw new Error(`It is no YAML: ${error.message}`);
  const node = document.getIn(path, true) as Node | undefined;
  if (!node) throw new Error(`There is nothing at ${path.join('.')}.`);
  return node;
}

function mapAt(text: string, path: Path): YAMLMap {
  const node = nodeAt(text, path);
  if (!isMap(node) || node.flow) throw new Error(`There is no map in block style at ${path.join('.')}.`);
  return node;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function endOfEntry({ key, value }: Pair): number {
  return endOf((value ?? key) as Node);
}

function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}

function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line break at or after an offset, or behind the one before it when nothing but that lies between. */
function endOfLine(text: string, offset: number): number {
  if (text.slice(startOfLine(text, offset), offset).trim() === '') return startOfLine(text, offset);
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}
