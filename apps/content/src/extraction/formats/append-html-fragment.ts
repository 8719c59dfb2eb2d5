import { appendDomBlocks } from './append-dom-blocks.js';
import { parseHtml } from './parse-html.js';
import type { TextBlocks } from './text-blocks.js';

/** Appends the text of a piece of HTML, which may be cut anywhere between two tags, to `blocks`. */
export function appendHtmlFragment(html: string, blocks: TextBlocks): void {
  appendDomBlocks(parseHtml(html).body, blocks);
}
