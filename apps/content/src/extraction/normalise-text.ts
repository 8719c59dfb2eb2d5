/** C0 and C1 controls without tab and line feed, DEL, byte order marks, soft hyphens, zero-width spaces and word joiners. */
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060\ufeff]/g;
/** Everything Unicode calls a line end, form feed and vertical tab with them. */
const LINE_END = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
/** Spaces of a fixed width: typography, not meaning. */
const FIXED_WIDTH_SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** In UTF-16 code units. */
const PIECE_LENGTH = 64 * 1024;

/**
 * Brings a decoded text into the one form in which offsets are taken and hashes are made. In this order:
 * 1. lone surrogates become U+FFFD, so that the text survives UTF-8 unchanged;
 * 2. CRLF, CR, form feed, vertical tab, NEL, U+2028 and U+2029 become LF;
 * 3. byte order marks, NUL and all other control characters but LF and tab, soft hyphens, zero-width spaces and word joiners go;
 * 4. Unicode NFC;
 * 5. no-break and fixed-width spaces become a plain space;
 * 6. white space at line ends goes, two and more blank lines become one, blank lines at both ends go.
 *
 * Pure and idempotent: `normaliseText(normaliseText(x)) === normaliseText(x)`. Linear in the length of the text.
 */
export function normaliseText(text: string): string {
  const output: string[] = [];
  let blank = false;
  for (const piece of piecesOf(text)) {
    // Line by line with trimEnd: a regular expression for trailing blanks is quadratic on long runs of blanks.
    const lines: string[] = [];
    for (const line of cleanPiece(piece).split('\n')) {
      const trimmed = line.trimEnd();
      if (trimmed === '') {
        blank = true;
        continue;
      }
      if (blank && (lines.length > 0 || output.length > 0)) lines.push('');
      blank = false;
      lines.push(trimmed);
    }
    if (lines.length > 0) output.push(lines.join('\n'));
  }
  return output.join('\n');
}

/** Steps 1 to 5. */
function cleanPiece(piece: string): string {
  return piece
    .toWellFormed()
    .replace(LINE_END, '\n')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(FIXED_WIDTH_SPACE, ' ');
}

/** Cuts a text at line ends, without them: large texts would not fit into memory several times over as arrays of lines. */
function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start + PIECE_LENGTH);
    const end = newline < 0 ? text.length : newline;
    yield text.slice(start, newline > 0 && text[end - 1] === '\r' ? end - 1 : end);
    start = end + 1;
  }
}
