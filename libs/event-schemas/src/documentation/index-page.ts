import type { MessageDefinition } from '../message-definition.js';
import { DEAD_LETTERS_TOPIC, SYSTEM_TOPIC, TOPICS } from '../topics.js';
import type { CatalogueContents } from './catalogue-contents.js';
import { inOrder } from './in-order.js';
import { anchorOf, linkTo, pageOf } from './links.js';
import { PROCESSES } from './processes/processes.js';
import { table } from './table.js';

const DAY = 24 * 60 * 60 * 1000;
const KINDS: Readonly<Record<string, string>> = { event: 'events', command: 'commands', reply: 'replies' };

const INTRODUCTION = `# Events, commands and replies

These pages are made from the schemas by \`npm run docs:events\`: change those, not these. How a message is changed is on a page of
its own: [changing a message](changing.md).

An **event** tells what happened and goes to the event topic of the context that sends it. A **command** asks another
context for something and goes to that context's command topic. A **reply** refuses a command and goes to the reply topic
of the context that sent it. *Public* messages are published; *internal* events never leave the log of their service.

Records are CloudEvents 1.0 in binary mode: the data as JSON in the value, the attributes in \`ce_*\` headers
([envelope](../messaging.md#envelope)), the tenant and the stream as key. Fields that are not named here may come with a later
minor version; ignore them. A field that is not required may be left out or null. *Personal data* is encrypted with a key of its
subject and reads as its replacement once the subject is forgotten. *Upcast from* names the older majors that readers get as the
version shown.

The same for programs is [asyncapi.json](asyncapi.json), an AsyncAPI 3.0 document of the public messages with the schemas of every
published version, for generators of code and viewers.`;

/** The index: topics, processes, and all public messages. */
export function indexPage({ definitions, subscriptions }: CatalogueContents): string {
  const published = inOrder(definitions.filter(({ visibility }) => visibility === 'public'));
  const processes = PROCESSES.map(({ title }) => `- [${title}](processes.md#${anchorOf(title)})`);
  const pages = Object.keys(TOPICS).map((context) => `- [${context}](${context}.md)`);
  const sections = [
    INTRODUCTION,
    '## Pages',
    [...pages, `- [every service](${pageOf('any')}): what each of them may send, and the events of sagas`].join('\n'),
    '## Processes',
    processes.join('\n'),
    '## Topics',
    topicTable(),
    '## Public messages',
    table(
      ['message', 'version', 'kind', 'topic', 'sent by', 'listened to by'],
      published.map((definition) => rowOf(definition)),
    ),
    '## Subscriptions',
    'What the services really subscribe to, read from their modules. A group is the consumer group at the broker.',
    table(
      ['group', 'topics', 'takes'],
      subscriptions.map(({ service, name, topics, types }) => [
        `\`${service}.${name}\``,
        topics.map((topic) => `\`${topic}\``).join(', '),
        types?.join(', ') ?? 'everything',
      ]),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

function rowOf(definition: MessageDefinition): string[] {
  const { version, kind, topic, sender, listeners } = definition;
  return [
    linkTo(definition),
    version,
    kind,
    `\`${topic?.name}\``,
    sender === 'any' ? 'every service' : sender,
    sender === 'any' ? 'whoever subscribes' : listeners.join(', '),
  ];
}

function topicTable(): string {
  const rows = Object.values(TOPICS).flatMap((topics) =>
    Object.entries(topics).map(([kind, topic]) => ({ carries: KINDS[kind] ?? kind, topic })),
  );
  return table(
    ['topic', 'carries', 'partitions', 'kept for'],
    [...rows, { carries: 'events', topic: SYSTEM_TOPIC }, { carries: 'dead letters', topic: DEAD_LETTERS_TOPIC }].map(
      ({ carries, topic }) => [
        `\`${topic.name}\``,
        carries,
        String(topic.partitions),
        `${topic.retentionMs / DAY} days`,
      ],
    ),
  );
}
