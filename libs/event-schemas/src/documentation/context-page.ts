import type { MessageDefinition } from '../message-definition.js';
import { isNewer } from '../registry.js';
import type { CatalogueContents } from './catalogue-contents.js';
import { contextDiagram } from './diagrams/context-diagram.js';
import { sagaDiagram } from './diagrams/saga-diagram.js';
import { inOrder } from './in-order.js';
import { sagaHeading } from './links.js';
import { messageSection } from './message-section.js';

/** What one context, or every service, sends: its messages, its sagas and its internal events. */
export function contextPage(sender: MessageDefinition['sender'], contents: CatalogueContents): string {
  const { definitions, examples, sagas } = contents;
  const own = inOrder(definitions.filter((definition) => definition.sender === sender));
  const sections = (visibility: string): string[] =>
    own
      .filter((definition) => definition.visibility === visibility)
      .map((definition) =>
        messageSection(definition, examples.find((example) => example.definition === definition)?.data),
      );
  const diagram = sender === 'any' ? null : contextDiagram(sender, definitions);
  const internal = sections('internal');
  const newest = sagas.filter(
    ({ service, saga }) =>
      service === sender &&
      !sagas.some((other) => other.saga.name === saga.name && isNewer(other.saga.version, saga.version)),
  );
  const parts = [
    `# ${sender === 'any' ? 'Sent by every service' : `Sent by ${sender}`}`,
    'Made from the schemas by `npm run docs:events`; the [index](README.md) says how to read it.',
    ...(diagram ? ['## Who hears what', diagram] : []),
    '## Public messages',
    ...(sections('public').length > 0 ? sections('public') : ['None.']),
    ...newest.flatMap((one) => [
      `## ${sagaHeading(one.saga)}`,
      ...(one.saga.description ? [one.saga.description] : []),
      sagaDiagram(one),
    ]),
    ...(internal.length > 0
      ? ['## Internal events', 'They lie in the log of their service and are published nowhere.', ...internal]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
