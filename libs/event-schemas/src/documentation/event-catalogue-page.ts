import type { MessageDefinition } from '../message-definition.js';
import type { NewMessage } from '../new-message.js';
import { DEAD_LETTERS_TOPIC, SYSTEM_TOPIC, TOPICS, type Context } from '../topics.js';
import { messageSection } from './message-section.js';
import { researchRunDiagram } from './research-run-diagram.js';
import { table } from './table.js';

const DAY = 24 * 60 * 60 * 1000;

const INTRODUCTION = `# Events, commands and replies

This page is made from the schemas by \`npm run docs:events\`: change those, not this.

An **event** tells what happened and goes to the event topic of the context that sends it. A **command** asks another
context for something and goes to that context's command topic. A **reply** refuses a command and goes to the reply topic
of the context that sent it. *Public* messages are published; *internal* events never leave the log of their service.

Records are CloudEvents 1.0 in binary mode: the data below as JSON in the value, the attributes in \`ce_*\` headers, the
tenant and the stream as key. Fields that are not named here may come with a later minor version; ignore them. A field that
is not required may be left out or null. *Personal data* is encrypted with a key of its subject and reads as its replacement
once the subject is forgotten. *Upcast from* names the older majors that readers get as the version shown.`;

/**
 * The event catalogue as Markdown: the public messages, then the internal events, if there are any.
 *
 * @param definitions every message to be listed, public and internal ones
 * @param examples a valid message for some of them
 */
export function renderEventCatalogue(
  definitions: readonly MessageDefinition[],
  examples: readonly NewMessage[],
): string {
  const inOrder = [...definitions].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  const published = inOrder.filter(({ visibility }) => visibility === 'public');
  const internal = inOrder.filter(({ visibility }) => visibility === 'internal');
  const exampleOf = (definition: MessageDefinition): object | undefined =>
    examples.find((example) => example.definition === definition)?.data;
  const contexts = Object.keys(TOPICS) as Context[];
  const sectionsOf = (from: Context | 'any'): string[] =>
    published
      .filter(({ sender }) => sender === from)
      .map((definition) => messageSection(definition, exampleOf(definition)));
  const ofAnyone = sectionsOf('any');
  const sections = [
    INTRODUCTION,
    '## A research run',
    researchRunDiagram,
    '## Topics',
    topicTable(contexts),
    '## Public messages',
    messageTable(published),
    ...contexts.flatMap((context) => [`## Sent by ${context}`, ...sectionsOf(context)]),
    ...(ofAnyone.length > 0 ? ['## Sent by every service', ...ofAnyone] : []),
    ...(internal.length > 0 ? ['## Internal events', messageTable(internal)] : []),
    ...internal.map((definition) => messageSection(definition, exampleOf(definition))),
  ];
  return `${sections.join('\n\n')}\n`;
}

function topicTable(contexts: readonly Context[]): string {
  const topics = contexts.flatMap((context) =>
    Object.entries(TOPICS[context]).map(([kind, topic]) => ({ kind, topic })),
  );
  return table(
    ['topic', 'carries', 'partitions', 'kept for'],
    [...topics, { kind: 'event', topic: SYSTEM_TOPIC }, { kind: 'dead letters', topic: DEAD_LETTERS_TOPIC }].map(
      ({ kind, topic }) => [
        `\`${topic.name}\``,
        { event: 'events', command: 'commands', reply: 'replies' }[kind] ?? kind,
        String(topic.partitions),
        `${topic.retentionMs / DAY} days`,
      ],
    ),
  );
}

function messageTable(definitions: readonly MessageDefinition[]): string {
  return table(
    ['message', 'version', 'kind', 'visibility', 'topic', 'sent by', 'listened to by'],
    definitions.map(({ type, version, kind, visibility, topic, sender, listeners }) => [
      `[${type}](#${anchorOf(type, version)})`,
      version,
      kind,
      visibility,
      topic ? `\`${topic.name}\`` : '',
      sender,
      listeners.join(', '),
    ]),
  );
}

/** How GitHub names the anchor of a message's heading. */
function anchorOf(type: string, version: string): string {
  return `${type}-${version}`.toLowerCase().replaceAll('.', '');
}

function keyOf({ sender, kind, type, version }: MessageDefinition): string {
  return `${sender} ${kind} ${type} ${version}`;
}
