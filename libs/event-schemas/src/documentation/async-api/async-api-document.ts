import { publishedForm, type PublishedMessage } from '../../compatibility/published-message.js';
import { ALL_TOPICS } from '../../topics.js';
import { isNewer } from '../../registry.js';
import type { CatalogueContents } from '../catalogue-contents.js';
import { channelOf } from './channel.js';
import { DEAD_LETTER } from './dead-letter.js';
import { headerSchemas } from './headers.js';
import { messageKey, messageObject } from './message-object.js';
import { operationsOf } from './operations.js';
import { payloadSchemas } from './payload-schemas.js';

const INTRODUCTION = `What the services of Edda say to each other and to whoever listens: every public event, command and reply, in every version
that was published.

Records are CloudEvents 1.0 in binary mode: the payload as JSON in the value, the attributes in \`ce_*\` headers, the tenant and
the stream as key. Fields that a schema does not name may come with a later minor version: ignore them. A field that is not
required may be left out or null. Operations named \`<service>.send.<topic>\` say who sends; all others are subscriptions of
services, whose consumer group is their first two parts.

Internal events never leave the log of their service and are not listed here.`;

/** A document of AsyncAPI 3.0, as plain JSON. */
export type AsyncApiDocument = Readonly<Record<string, unknown>>;

/** The public messages, their topics, and who sends and receives them. */
export function asyncApiDocument({
  definitions,
  examples,
  former,
  subscriptions,
}: Pick<CatalogueContents, 'definitions' | 'examples' | 'former' | 'subscriptions'>): AsyncApiDocument {
  const messages = definitions.map((definition) =>
    publishedForm(definition, examples.find((example) => example.definition === definition)?.data),
  );
  const inOrder = [...messages, ...former]
    .filter(({ visibility }) => visibility === 'public')
    .sort((left, right) =>
      left.type === right.type ? (isNewer(left.version, right.version) ? -1 : 1) : left.type < right.type ? -1 : 1,
    );
  const newest = newestByType(inOrder);
  const keyOf = (message: PublishedMessage): string => messageKey(message, newest.get(message.type) === message);
  return {
    asyncapi: '3.0.0',
    id: 'urn:edda',
    info: {
      title: 'Edda',
      version: '1.0.0',
      description: INTRODUCTION,
      license: { name: 'MIT' },
      tags: [{ name: 'events' }, { name: 'commands' }, { name: 'replies' }],
    },
    defaultContentType: 'application/json',
    servers: {
      kafka: {
        host: '{brokers}',
        protocol: 'kafka',
        description: 'The same messages go over the embedded broker or RabbitMQ where one of these is used.',
        variables: { brokers: { description: 'As in `BROKER_URL`.', default: 'localhost:9092' } },
      },
    },
    channels: Object.fromEntries(
      ALL_TOPICS.map((topic) => [
        topic.name,
        channelOf(topic, inOrder.filter((one) => one.topic === topic.name).map(keyOf)),
      ]),
    ),
    operations: operationsOf(inOrder, newest, keyOf, subscriptions),
    components: {
      schemas: { ...headerSchemas, ...Object.assign({}, ...inOrder.map(payloadSchemas)) },
      messages: {
        ...Object.fromEntries(
          inOrder.map((message) => [keyOf(message), messageObject(message, newest.get(message.type))]),
        ),
        DeadLetter: DEAD_LETTER,
      },
      correlationIds: {
        run: { description: 'The run that the message belongs to.', location: '$message.header#/ce_correlationid' },
      },
    },
  };
}

/** @param inOrder of each type the newest first */
function newestByType(inOrder: readonly PublishedMessage[]): ReadonlyMap<string, PublishedMessage> {
  const newest = new Map<string, PublishedMessage>();
  for (const message of inOrder) if (!newest.has(message.type)) newest.set(message.type, message);
  return newest;
}
