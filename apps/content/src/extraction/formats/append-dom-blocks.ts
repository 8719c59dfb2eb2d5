import { type DomElement, type DomNode, isElement } from './dom-node.js';
import { appendTable } from './append-table.js';
import { LINE_BREAK, type TextBlocks } from './text-blocks.js';

/** Elements whose content is no reading matter. */
const SKIPPED = new Set(
  (
    'SCRIPT STYLE NOSCRIPT TEMPLATE SVG CANVAS IFRAME OBJECT EMBED AUDIO VIDEO MAP BUTTON INPUT SELECT TEXTAREA ' +
    'HEAD TITLE NAV DIALOG META LINK IMG PICTURE'
  ).split(' '),
);
const INLINE = new Set(
  (
    'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR Q RB RP RT RUBY S SAMP SMALL SPAN ' +
    'STRIKE STRONG SUB SUP TIME TT U VAR WBR MATH MI MN MO MROW MSUP MSUB MTEXT OUTPUT SLOT'
  ).split(' '),
);
/** Texts of links that only point at a heading or back from a footnote. */
const ANCHOR_TEXT = /^[¶#§🔗⚓↑↩︎\s]*$/u;

interface ListItem {
  readonly marker: string;
  readonly depth: number;
  /** The marker stands before the item's first text only. */
  started: boolean;
}

/**
 * Walks a DOM tree and appends its text to `blocks`: headings, paragraphs, list items and table rows each as a line of their own,
 * preformatted text verbatim; scripts, forms, hidden elements, images and heading anchors are left out.
 */
export function appendDomBlocks(root: DomNode, blocks: TextBlocks): void {
  let inline = '';
  let item: ListItem | undefined;

  const flush = (): void => {
    const text = inline;
    inline = '';
    if (text.trim() === '') return;
    if (!item) blocks.paragraph(text);
    else if (item.started) blocks.listParagraph(text, item.depth);
    else blocks.listItem(text, item.marker, item.depth);
    if (item) item.started = true;
  };

  const visitChildren = (node: DomNode): void => {
    for (const child of node.childNodes) visit(child);
  };

  const visit = (node: DomNode): void => {
    if (node.nodeType === 3) inline += node.textContent ?? '';
    if (!isElement(node)) return;
    const name = node.nodeName.toUpperCase();
    if (SKIPPED.has(name) || isHidden(node)) return;
    if (name === 'BR') inline += LINE_BREAK;
    else if (name === 'A' && ANCHOR_TEXT.test(node.textContent ?? '')) return;
    else if (INLINE.has(name)) visitChildren(node);
    else visitBlock(node, name);
  };

  const visitBlock = (node: DomElement, name: string): void => {
    flush();
    if (/^H[1-6]$/.test(name)) {
      visitChildren(node);
      blocks.heading(inline.replaceAll(LINE_BREAK, ' ').replace(/\s*[¶🔗]\s*$/u, ''), Number(name[1]));
      inline = '';
    } else if (name === 'PRE') blocks.verbatim(verbatimText(node));
    else if (name === 'UL' || name === 'OL' || name === 'MENU') visitList(node, name);
    else if (name === 'TABLE') appendTable(node, blocks, visitChildren, flush);
    else visitChildren(node);
    flush();
  };

  const visitList = (list: DomElement, name: string): void => {
    const outer = item;
    const depth = outer ? outer.depth + 1 : 0;
    let number = Number(list.getAttribute('start') ?? 1) || 1;
    for (const child of list.childNodes) {
      if (!isElement(child)) continue;
      item = { marker: name === 'OL' ? `${number++}.` : '-', depth, started: false };
      if (child.nodeName.toUpperCase() === 'LI' && !isHidden(child)) visitChildren(child);
      else visit(child);
      flush();
    }
    item = outer;
    if (!outer) blocks.endRows();
  };

  visit(root);
  flush();
}

function isHidden(element: DomElement): boolean {
  return (
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')
  );
}

function verbatimText(node: DomNode): string {
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += child.textContent ?? '';
    else if (child.nodeName.toUpperCase() === 'BR') text += '\n';
    else if (isElement(child) && child.nodeName.toUpperCase() !== 'BUTTON') text += verbatimText(child);
  }
  return text;
}
