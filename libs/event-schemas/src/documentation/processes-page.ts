import { isNewer } from '../registry.js';
import type { CatalogueContents } from './catalogue-contents.js';
import { sequenceDiagram } from './diagrams/sequence-diagram.js';
import { anchorOf, sagaHeading } from './links.js';
import type { ProcessDescription } from './processes/process.js';
import { PROCESSES } from './processes/processes.js';

const INTRODUCTION = `# Processes

Made by \`npm run docs:events\`. Open arrows are messages over topics: who sends them and who gets them is checked against schemas and
subscriptions. Closed arrows are calls over REST, below \`/api/v1\`, or of the command line.`;

/** What goes on between the services, a section for each process. */
export function processesPage(contents: CatalogueContents): string {
  return `${[INTRODUCTION, ...PROCESSES.map((process) => sectionOf(process, contents))].join('\n\n')}\n`;
}

function sectionOf({ title, text, saga, steps }: ProcessDescription, contents: CatalogueContents): string {
  return [
    `## ${title}`,
    saga === undefined ? text : `${text} ${sagaLink(saga, contents)}`,
    sequenceDiagram(steps, contents),
  ].join('\n\n');
}

function sagaLink(name: string, { sagas }: CatalogueContents): string {
  const [newest] = sagas
    .filter(({ saga }) => saga.name === name)
    .sort((left, right) => (isNewer(left.saga.version, right.saga.version) ? -1 : 1));
  if (!newest) throw new Error(`A process is led by the saga "${name}", which no service has: mend its description.`);
  const { service, saga } = newest;
  return `It is led by the saga [${name}](${service}.md#${anchorOf(sagaHeading(saga))}).`;
}
