import type { DocumentFormat } from './document-format.js';
import { fileExtension } from './file-extension.js';

const HTML_EXTENSIONS = new Set(['html', 'htm', 'xhtml', 'shtml']);
const MARKDOWN_EXTENSIONS = new Set(['md', 'markdown', 'mdown', 'mkd', 'mkdn', 'mdx', 'qmd', 'rmd']);
/** Files that may hold Markdown or HTML without saying so in their name. */
const UNDECIDED_EXTENSIONS = new Set(['', 'txt', 'text']);

/** In UTF-16 code units. Reading the markup of larger texts takes much memory: not on a guess. */
const LONGEST_GUESS = 4_000_000;

const LEADING_XML = /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/;
const MARKDOWN_SIGNS: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)/m,
  /\[[^\]\n]+\]\((?:https?:|[./#\w])[^)\s]*\)/,
  /^\|?\s*:?-{3,}:?\s*\|/m,
  /\*\*[^*\n]+\*\*/,
];

/**
 * Tells HTML, Markdown and plain text apart. A document that opens with `<!doctype html>` or `<html>` is HTML whatever its
 * name; otherwise extension and declared type decide, and where they say nothing the signs in the text do: two
 * different signs of Markdown, or a block element at the very start.
 */
export function sniffTextFormat(
  text: string,
  fileName: string,
  declaredMimeType = '',
): Extract<DocumentFormat, 'text' | 'markdown' | 'html'> {
  const head = text.slice(0, 16_384).replace(LEADING_XML, '');
  if (/^<(?:!doctype\s+html|html)\b/i.test(head)) return 'html';

  const extension = fileExtension(fileName);
  if (MARKDOWN_EXTENSIONS.has(extension)) return 'markdown';
  const essence = declaredMimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  const declaredHtml = HTML_EXTENSIONS.has(extension) || essence === 'text/html' || essence === 'application/xhtml+xml';
  if (declaredHtml && /<[a-z][a-z0-9-]*[\s/>]/i.test(text)) return 'html';
  if (essence === 'text/markdown' || essence === 'text/x-markdown') return 'markdown';

  if (!UNDECIDED_EXTENSIONS.has(extension) || text.length > LONGEST_GUESS) return 'text';
  if (/^<(?:head|body|div|p|h[1-6]|article|main|section|table)\b[^>]*>/i.test(head) && /<\/\w+>/.test(head))
    return 'html';
  return MARKDOWN_SIGNS.filter((sign) => sign.test(head)).length >= 2 ? 'markdown' : 'text';
}
