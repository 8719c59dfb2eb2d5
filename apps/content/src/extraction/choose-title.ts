import type { ExtractedDocument } from './extracted-document.js';
import { normaliseText } from './normalise-text.js';
import { LIST_MARKER } from './sentences/list-marker.js';
import { titleFromFileName } from './title-from-file-name.js';

const LONGEST_TITLE = 200;
/** A first line up to this length, with no full stop at its end, reads as a title. */
const LONGEST_FIRST_LINE = 100;

/** The document's own title, else its first line where that reads as one, else its file name. One line, never empty. */
export function chooseTitle(document: ExtractedDocument, text: string, fileName: string): string {
  const own = normaliseText(document.title ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (own !== '')
    return own.length <= LONGEST_TITLE ? own : `${own.slice(0, LONGEST_TITLE - 1).trimEnd()}…`.toWellFormed();
  const firstLine = (/\S.*/.exec(text)?.[0] ?? '').replace(LIST_MARKER, '').trim();
  const readsAsTitle =
    firstLine.length <= LONGEST_FIRST_LINE && /\p{L}{2}/u.test(firstLine) && !/[.,;:{}<>|]$/.test(firstLine);
  return readsAsTitle ? firstLine : titleFromFileName(fileName);
}
