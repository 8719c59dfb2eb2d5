import { type DomElement, type DomNode, isElement } from './dom-node.js';
import type { TextBlocks } from './text-blocks.js';

/** Cells that hold these, or this much text, are there for the page's layout: their content is read as blocks. */
const BLOCK_CONTENT = 'table, h1, h2, h3, h4, h5, h6, pre, ul, ol, blockquote, p ~ p';
const LONGEST_CELL = 1500;

/**
 * Appends a data table as one line per row, its cells separated by ` | `; a table used for layout, or whose cells hold lists and
 * several paragraphs, is handed to `visitChildren` cell by cell.
 */
export function appendTable(
  table: DomElement,
  blocks: TextBlocks,
  visitChildren: (node: DomNode) => void,
  flush: () => void,
): void {
  blocks.endRows();
  for (const row of rowsOf(table)) {
    const cells = [...row.childNodes].filter(isElement).filter(({ nodeName }) => /^T[DH]$/i.test(nodeName));
    const isLayout = cells.some((cell) => cell.querySelector(BLOCK_CONTENT) || textOf(cell).length > LONGEST_CELL);
    if (!isLayout) blocks.tableRow(cells.map(textOf));
    else {
      for (const cell of cells) {
        visitChildren(cell);
        flush();
      }
    }
  }
  blocks.endRows();
}

/** The rows and captions of this table, not those of tables inside its cells. */
function* rowsOf(node: DomNode): Generator<DomElement> {
  for (const child of node.childNodes) {
    if (!isElement(child)) continue;
    if (/^(?:THEAD|TBODY|TFOOT)$/i.test(child.nodeName)) yield* rowsOf(child);
    else if (/^TR$/i.test(child.nodeName)) yield child;
  }
}

/** Like `textContent`, with a blank where an element other than an inline one ends (`<p>a</p><p>b</p>`). */
function textOf(node: DomNode): string {
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += child.textContent ?? '';
    else if (isElement(child) && !/^(?:SCRIPT|STYLE|SVG|TEMPLATE|BUTTON)$/i.test(child.nodeName)) {
      text += textOf(child) + (/^(?:P|DIV|BR|LI|DD|DT)$/i.test(child.nodeName) ? ' ' : '');
    }
  }
  return text.trim();
}
