import { fileExtension } from '../detection/file-extension.js';
import type { ExtractedDocument } from '../extracted-document.js';
import { dropRunningLines } from './drop-running-lines.js';

/** Files of these kinds have one record, statement or entry per line; everything else is taken for prose. */
const LINE_ORIENTED = new Set(
  (
    'csv tsv json jsonl ndjson yaml yml toml ini cfg conf env properties log xml srt vtt ' +
    'js mjs cjs ts mts cts jsx tsx py rb go rs java kt c h cc cpp hpp cs php sh bash ps1 bat sql css scss lua pl r swift diff patch'
  ).split(' '),
);

/** Takes a plain text as it is, except for the page headers and footers of a text set in pages by form feeds. */
export function readPlainText(text: string, fileName: string): ExtractedDocument {
  const layout = LINE_ORIENTED.has(fileExtension(fileName)) ? 'lines' : 'wrapped';
  if (layout === 'lines' || !text.includes('\f')) return { text, layout };
  const pages = text.split('\f').map((page) => page.split(/\r\n?|\n/));
  const kept = dropRunningLines(pages, (line) => line);
  return { text: kept.map((page) => page.join('\n').replace(/^\n+/, '').trimEnd()).join('\n\n'), layout };
}
