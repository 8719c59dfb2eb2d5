import type { Tree } from '@nx/devkit';
import { spellings, type Spellings } from '../../names/aggregate-names.js';
import { declaredClasses, type DeclaredMessage } from '../../names/event-schemas.js';
import { Refusal } from '../../names/refusal.js';
import { kebabCase, snakeCase } from '../../names/words.js';
import { fieldsOf } from '../../room/message-fields.js';

/** A field of events that becomes a column. */
export interface KeptField {
  readonly name: string;
  readonly snake: string;
  readonly type: string;
  readonly sql: string;
  /** As OpenAPI is told: `String`. */
  readonly constructor: string;
  readonly example: string;
}

export interface FollowedEvent {
  readonly name: string;
  /** Those of its fields that are kept. */
  readonly fields: readonly string[];
}

/** What a read model follows, and what it is about. */
export interface Followed {
  /** What all the events have the id of: `invoice`. */
  readonly subject: Spellings;
  readonly events: readonly FollowedEvent[];
  readonly fields: readonly KeptField[];
}

const NOT_KEPT = new Set(['userId', 'timestamp', 'tenantId', 'lastEvent', 'eventCount', 'firstAt', 'lastAt']);
const COLUMNS: Readonly<Record<string, Pick<KeptField, 'sql' | 'constructor' | 'example'>>> = {
  string: { sql: 'text', constructor: 'String', example: "'A text'" },
  number: { sql: 'double precision', constructor: 'Number', example: '1' },
  boolean: { sql: 'boolean', constructor: 'Boolean', example: 'true' },
};

/**
 * What is to be followed: the events of these names, else all of the service.
 *
 * @throws Refusal for an event that is not one of the service, or when they have no id in common
 */
export function followedEvents(tree: Tree, service: string, asked: readonly string[]): Followed {
  const own = [...declaredClasses(tree).values()].filter(
    (one) => one?.sender === service && isEvent(one),
  ) as DeclaredMessage[];
  const names = own.map(({ name }) => name);
  if (own.length === 0) {
    throw new Refusal(
      `The service ${service} has no public event to follow: make one with "npx nx g @edda/workspace:event".`,
    );
  }
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Refusal(
      `${service} has no public event "${unknown}", and a projection follows the log of its own service: give --events some of ${names.join(', ')}.`,
    );
  }
  const messages = asked.length > 0 ? asked.map((name) => own.find((one) => one.name === name)!) : inOrder(own);
  const subject = commonId(tree, messages);
  if (!subject) {
    throw new Refusal(
      `${messages.map(({ name }) => name).join(', ')} have no id like invoiceId in common: give --events those of one aggregate, out of ${names.join(', ')}.`,
    );
  }
  const fields = keptFields(tree, messages, `${subject}Id`);
  return {
    subject: spellings(kebabCase(subject)),
    fields,
    events: messages.map((message) => ({
      name: message.name,
      fields: fields.map(({ name }) => name).filter((name) => typesOf(tree, message).has(name)),
    })),
  };
}

function isEvent({ declaration }: DeclaredMessage): boolean {
  return /@EventSchema\(/.test(declaration.getText());
}

/** What begins comes first, what ends last. */
function inOrder(messages: readonly DeclaredMessage[]): DeclaredMessage[] {
  const rank = ({ name }: DeclaredMessage): number => (/Created$/.test(name) ? 0 : /Closed$/.test(name) ? 2 : 1);
  return [...messages].sort((left, right) => rank(left) - rank(right));
}

/** The field that every one of the events has the id in, without `Id`. */
function commonId(tree: Tree, [first, ...others]: readonly DeclaredMessage[]): string | undefined {
  const ids = first ? [...typesOf(tree, first).keys()].filter((name) => /Id$/.test(name) && name !== 'userId') : [];
  return ids.find((id) => others.every((other) => typesOf(tree, other).has(id)))?.slice(0, -'Id'.length);
}

/** Texts, numbers and truths that have the same type wherever they are. */
function keptFields(tree: Tree, messages: readonly DeclaredMessage[], id: string): KeptField[] {
  const kept = new Map<string, string | null>();
  for (const message of messages) {
    for (const [name, type] of typesOf(tree, message)) {
      if (name === id || NOT_KEPT.has(name)) continue;
      const plain = type.replace(/\s*\|\s*null$/, '');
      kept.set(name, COLUMNS[plain] && (kept.get(name) ?? plain) === plain ? plain : null);
    }
  }
  return [...kept].flatMap(([name, type]) => {
    const column = type === null ? undefined : COLUMNS[type];
    return column && type ? [{ name, snake: snakeCase(kebabCase(name)), type, ...column }] : [];
  });
}

function typesOf(tree: Tree, { declaration }: DeclaredMessage): Map<string, string> {
  return new Map(fieldsOf(tree, declaration).map(({ name, type }) => [name, type]));
}
