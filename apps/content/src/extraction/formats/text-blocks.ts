/** Stands in inline text for a line break that its author meant (`<br>`). */
export const LINE_BREAK = '\u000b';

/**
 * Builds a text in which every line is a block: the form that Markdown, HTML and docx are brought into.
 * Rows of a list or a table stand on consecutive lines, everything else is separated by a blank line.
 */
export class TextBlocks {
  private readonly lines: string[] = [];
  private lastWasRow = false;
  private firstHeading: { text: string; level: number } | undefined;

  /** White space inside is collapsed, {@link LINE_BREAK} starts a new line. Blank text adds nothing. */
  paragraph(text: string): void {
    const lines = joinSoftBreaks(text).split(LINE_BREAK).map(collapse);
    const block = lines.filter((line) => line !== '').join('\n');
    if (block !== '') this.add(block, false);
  }

  /** A heading on a line of its own. The first of the highest level becomes the title. */
  heading(text: string, level: number): void {
    const line = collapse(text);
    if (line === '') return;
    if (!this.firstHeading || level < this.firstHeading.level) this.firstHeading = { text: line, level };
    this.add(line, false);
  }

  /** A list item, e.g. `- text` or `2. text`, two blanks deeper per level. */
  listItem(text: string, marker: string, depth: number): void {
    const line = collapse(text);
    if (line !== '') this.add(`${'  '.repeat(Math.min(depth, 8))}${marker} ${line}`, true);
  }

  /** A paragraph that belongs to the list item above it. */
  listParagraph(text: string, depth: number): void {
    const line = collapse(text);
    if (line !== '') this.add(`${'  '.repeat(Math.min(depth, 8) + 1)}${line}`, true);
  }

  /** A table row on one line, its cells separated by ` | `; empty cells in the middle keep their place. */
  tableRow(cells: readonly string[]): void {
    const texts = cells.map(collapse);
    while (texts.at(-1) === '') texts.pop();
    if (texts.length > 0) this.add(texts.join(' | '), true);
  }

  /** Lines kept as they are. */
  verbatim(text: string): void {
    const code = text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
    if (code !== '') this.add(code, false);
  }

  /** Ends a list or a table, so that the next one is set off from it. */
  endRows(): void {
    this.lastWasRow = false;
  }

  get title(): string | undefined {
    return this.firstHeading?.text;
  }

  /** In UTF-16 code units, line ends not counted. */
  get length(): number {
    return this.lines.reduce((sum, line) => sum + line.length, 0);
  }

  toString(): string {
    return this.lines.join('\n');
  }

  private add(line: string, isRow: boolean): void {
    if (this.lines.length > 0 && !(isRow && this.lastWasRow)) this.lines.push('');
    this.lines.push(line);
    this.lastWasRow = isRow;
  }
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Old pages and letters wrap prose with `<br>`: a break before a small letter, where no sentence ended, is a blank. */
function joinSoftBreaks(text: string): string {
  return text.replace(/(?<![.!?:;\s\u000b])[^\S\u000b]*\u000b[^\S\u000b]*(?=\p{Ll})/gu, ' ');
}
