import type { Context } from '../topics.js';
import { TOPICS } from '../topics.js';
import { asyncApiDocument } from './async-api/async-api-document.js';
import type { CatalogueContents } from './catalogue-contents.js';
import { contextPage } from './context-page.js';
import { indexPage } from './index-page.js';
import { pageOf } from './links.js';
import { processesPage } from './processes-page.js';

/** The files of the catalogue by their names: the index, a page for each sender, the processes, and the AsyncAPI document. */
export function cataloguePages(contents: CatalogueContents): ReadonlyMap<string, string> {
  const senders = [...(Object.keys(TOPICS) as Context[]), 'any' as const];
  return new Map([
    ['README.md', indexPage(contents)],
    ['processes.md', processesPage(contents)],
    ...senders.map((sender) => [pageOf(sender), contextPage(sender, contents)] as const),
    ['asyncapi.json', `${JSON.stringify(asyncApiDocument(contents), null, 2)}\n`],
  ]);
}
