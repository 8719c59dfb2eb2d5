/** Lower-case extension without its dot; empty for none and for dot files: `Notes.TXT` -> `txt`, `.env` -> ``. */
export function fileExtension(fileName: string): string {
  return /[^./\\]\.([^./\\\s]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
}
