import type { Tree } from '@nx/devkit';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Changes a JSON file, with two spaces as the house has it; a change that changes nothing writes nothing. */
export function editJson<T = { [key: string]: Json }>(tree: Tree, path: string, change: (value: T) => T): void {
  const text = textOf(tree, path);
  const before = JSON.parse(text) as T;
  const after = change(structuredClone(before));
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  tree.write(path, `${JSON.stringify(after, null, 2)}\n`);
}

/** Changes a file by a function of its text; a change that changes nothing writes nothing. */
export function editText(tree: Tree, path: string, ...changes: readonly ((text: string) => string)[]): void {
  const before = textOf(tree, path);
  const after = changes.reduce((text, change) => change(text), before);
  if (after !== before) tree.write(path, after);
}

export function textOf(tree: Tree, path: string): string {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new Error(`There is no ${path}.`);
  return text;
}
