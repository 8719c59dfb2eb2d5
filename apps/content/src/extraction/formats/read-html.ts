import { Readability } from '@mozilla/readability';
import type { ExtractedDocument } from '../extracted-document.js';
import { appendDomBlocks } from './append-dom-blocks.js';
import type { DomDocument, DomElement } from './dom-node.js';
import { parseHtml } from './parse-html.js';
import { removeBoilerplate } from './remove-boilerplate.js';
import { TextBlocks } from './text-blocks.js';

/** An article shorter than this is a guess at best (in characters). */
const SHORTEST_ARTICLE = 250;
/** Readability lost too much when it kept less than this share of the page's marked main part ... */
const SHARE_OF_MAIN = 0.75;
/** ... or of everything that is not navigation, where no main part is marked. */
const SHARE_OF_BODY = 0.35;

/**
 * Reads the article of an HTML page, without navigation, side bars and footers. Readability finds it; where it finds none, or drops
 * much of a page that marks its main part (documentation does), the cleaned page itself is taken.
 */
export function readHtml(html: string): ExtractedDocument {
  const page = parseHtml(html);
  const heading = page.querySelector('h1')?.textContent?.replace(/\s+/g, ' ').trim();
  const article = findArticle(parseHtml(html));
  const articleBlocks = new TextBlocks();
  if (article) appendDomBlocks(article.root, articleBlocks);

  removeBoilerplate(page);
  const main = findMain(page);
  const pageBlocks = new TextBlocks();
  appendDomBlocks(main ?? page.body, pageBlocks);

  const articleLength = articleBlocks.toString().length;
  const expected = pageBlocks.toString().length * (main ? SHARE_OF_MAIN : SHARE_OF_BODY);
  const blocks = articleLength >= Math.max(SHORTEST_ARTICLE, expected) ? articleBlocks : pageBlocks;
  const text = blocks.toString();
  return {
    text: heading && !includesLine(text, heading) && text !== '' ? `${heading}\n\n${text}` : text,
    layout: 'lines',
    title: article?.title || heading || page.title.trim() || blocks.title,
  };
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
