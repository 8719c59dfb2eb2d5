import type { DomDocument, DomElement } from './dom-node.js';

const BY_MEANING =
  'nav, footer, aside, form, dialog, noscript, [role=navigation], [role=banner], [role=contentinfo], [role=search], ' +
  '[role=complementary], [role=dialog], [aria-label=breadcrumbs], [aria-label=breadcrumb]';
/** Class names and ids, word by word, of what surrounds an article. */
const BY_NAME =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|sidenav|toc|breadcrumbs?|footer|cookies?|cookie-banner|share|sharing|social|advert|adverts|ads|pagination|pager|newsletter|subscribe|related|skip-link|skiplink|edit-page|masthead)(?:$|[\s_-])/i;
/** An element named like this that holds most of the page is its layout (`has-sidebar`), not its side bar. */
const LARGEST_SHARE = 0.4;
const FEWEST_LINKS = 4;
const LINK_DENSITY = 0.85;

/** Removes navigation, page headers and footers, forms, side bars and lists that are nothing but links. Changes the page. */
export function removeBoilerplate(page: DomDocument): void {
  const { body } = page;
  const largest = textLength(body) * LARGEST_SHARE;
  for (const element of [...body.querySelectorAll(BY_MEANING)]) {
    // A quotation's or an article's own footer and aside are content: attributions, notes, admonitions.
    const belongsToText =
      /^(?:FOOTER|ASIDE|FORM)$/i.test(element.nodeName) && element.closest('article, main, blockquote');
    if (!belongsToText || element.nodeName.toUpperCase() === 'FORM') removeUnlessContent(element, largest);
  }
  for (const header of [...body.querySelectorAll('header')]) {
    if (!header.closest('article, main')) removeUnlessContent(header, largest);
  }
  for (const element of [...body.querySelectorAll('[class], [id]')]) {
    const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    if (BY_NAME.test(names)) removeUnlessContent(element, largest);
  }
  for (const list of [...body.querySelectorAll('ul, ol, dl')]) {
    if (!list.closest('main, article, [role=main]') && isListOfLinks(list)) list.remove();
  }
}

function removeUnlessContent(element: DomElement, largest: number): void {
  if (/^(?:BODY|HTML|MAIN|ARTICLE|H[1-6]|P|PRE|CODE|A|SPAN)$/i.test(element.nodeName)) return;
  if (element.querySelector('main, article, [role=main]')) return;
  if (textLength(element) > largest && /[.!?]\s/.test(element.textContent ?? '')) return;
  element.remove();
}

function isListOfLinks(list: DomElement): boolean {
  const links = [...list.querySelectorAll('a')];
  const linked = links.reduce((sum, link) => sum + textLength(link), 0);
  return links.length >= FEWEST_LINKS && linked > textLength(list) * LINK_DENSITY;
}

function textLength(element: DomElement): number {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim().length;
}
