import { Readability } from '@mozilla/readability';
import type { ExtractedDocument } from '../extracted-document.js';
import { appendDomBlocks } from './append-dom-blocks.js';
import type { DomDocument, DomElement } from './dom-node.js';
import { parseHtml } from './parse-html.js';
import { removeBoilerplate } from './remove-boilerplate.js';
import { TextBlocks } from './text-blocks.js';

/** A main part or an article shorter than this is a guess at best (in characters). */
const SHORTEST_ARTICLE = 250;
/** Less than this share of the page cannot be what it is about. */
const SMALLEST_SHARE = 0.3;

/**
 * Reads the article of an HTML page, without navigation, side bars and footers: the part that the page itself marks as its main one,
 * where it does; else what Readability finds; else, on short pages without an article, the page less its boilerplate.
 */
export function readHtml(html: string): ExtractedDocument {
  const page = parseHtml(html);
  const pageTitle = page.title.replace(/\s+/g, ' ').trim();
  removeBoilerplate(page);
  const bodyBlocks = blocksOf(page.body);
  const smallest = Math.max(SHORTEST_ARTICLE, bodyBlocks.length * SMALLEST_SHARE);

  const main = findMain(page);
  let blocks = main ? blocksOf(main) : bodyBlocks;
  let title = '';
  if (!main || blocks.length < smallest) {
    const article = findArticle(parseHtml(html));
    const articleBlocks = article ? blocksOf(article.root) : undefined;
    blocks = article && articleBlocks && articleBlocks.length >= smallest ? articleBlocks : bodyBlocks;
    title = article?.title ?? '';
  }
  const heading = headingOf(main ?? page);
  return {
    text:
      heading && blocks.length > 0 && !includesLine(blocks.toString(), heading)
        ? `${heading}\n\n${blocks}`
        : `${blocks}`,
    layout: 'lines',
    // The page's title often has the site's name in it; the heading does not.
    title: (heading && title.includes(heading) ? heading : title) || heading || pageTitle || blocks.title,
  };
}

/** The first `h1` in one line, without the buttons and anchors in it. */
function headingOf(root: DomElement): string | undefined {
  const heading = root.querySelector('h1');
  return heading ? blocksOf(heading).title : undefined;
}

function blocksOf(root: DomElement): TextBlocks {
  const blocks = new TextBlocks();
  appendDomBlocks(root, blocks);
  return blocks;
}

function findArticle(page: DomDocument): { root: DomElement; title: string } | undefined {
  // Its types ask for the DOM of a browser; the parser's is enough. The element itself is taken, not its source.
  const source = page as unknown as ConstructorParameters<typeof Readability>[0];
  const article = new Readability<DomElement>(source, {
    disableJSONLD: true,
    serializer: (node) => node as unknown as DomElement,
  }).parse();
  return article?.content ? { root: article.content, title: article.title?.trim() ?? '' } : undefined;
}

/** The part that the page itself marks as its content, if it marks exactly one. */
function findMain(page: DomDocument): DomElement | undefined {
  for (const selector of ['main', '[role=main]', 'article']) {
    const found = [...page.querySelectorAll(selector)];
    if (found.length === 1 && (found[0]?.textContent ?? '').trim() !== '') return found[0];
  }
  return undefined;
}

function includesLine(text: string, heading: string): boolean {
  return text
    .slice(0, 4000)
    .split('\n')
    .some((line) => line.trim() === heading || line.startsWith(heading));
}
