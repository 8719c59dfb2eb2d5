const SNIPPET_LENGTH = 240;

/** The surroundings of the first searched word in a piece of a text, with their place in the text. */
export function snippetOf(
  text: string,
  pieceStart: number,
  pieceEnd: number,
  lexemes: readonly string[],
): { start: number; end: number; snippet: string } {
  const piece = text.slice(pieceStart, pieceEnd).toLowerCase();
  const found = lexemes.map((lexeme) => piece.indexOf(lexeme)).filter((index) => index >= 0);
  const at = pieceStart + (found.length > 0 ? Math.min(...found) : 0);
  const start = wordStart(text, Math.max(pieceStart, at - SNIPPET_LENGTH / 4), pieceStart);
  const end = wordEnd(text, Math.min(pieceEnd, start + SNIPPET_LENGTH), pieceEnd);
  return { start, end, snippet: text.slice(start, end) };
}

function wordStart(text: string, index: number, min: number): number {
  while (index > min && !/\s/.test(text[index - 1] ?? ' ')) index--;
  return index;
}

function wordEnd(text: string, index: number, max: number): number {
  while (index < max && !/\s/.test(text[index] ?? ' ')) index++;
  return index;
}
