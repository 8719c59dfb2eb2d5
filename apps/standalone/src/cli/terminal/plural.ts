/** `1 file`, `2 files`, `0 files`; the plural is given where an `s` does not make it. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
