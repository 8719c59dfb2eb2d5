import { parseHTML } from 'linkedom';
import type { DomDocument } from './dom-node.js';

/** Parses a page or a fragment. What stands outside of `body` in the source is put into one: the parser does not do that. */
export function parseHtml(html: string): DomDocument {
  return parseHTML(withBody(html)).document as unknown as DomDocument;
}

function withBody(html: string): string {
  if (/<body[\s>]/i.test(html)) return /<html[\s>]/i.test(html) ? html : `<html>${html}</html>`;
  if (/<frameset[\s>]/i.test(html)) return html;
  const head = /<\/head\s*>/i.exec(html) ?? /<html(?:\s[^>]*)?>/i.exec(html);
  const cut = head ? head.index + head[0].length : 0;
  const start = head ? html.slice(0, cut) : '<!doctype html><html><head></head>';
  return `${start}<body>${html.slice(cut).replace(/<\/html\s*>\s*$/i, '')}</body></html>`;
}
