/** The last part of a path or file name without its extension: `docs/how-to.md` -> `how-to`. Never empty. */
export function titleFromFileName(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1)?.trim() ?? '';
  return base.replace(/(?<=.)\.[^.\s]{1,8}$/, '').trim() || base || 'Untitled';
}
