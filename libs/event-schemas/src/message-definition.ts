import { SYSTEM_TOPIC, TOPICS, type Context, type Topic } from './topics.js';
import type { Upcasters } from './upcasting/upcast.js';

/** An event tells what happened; a command asks another context for something; a reply refuses a command. */
export type MessageKind = 'event' | 'command' | 'reply';

/** `public` messages are published to their topic; `internal` ones never leave the service that appended them. */
export type Visibility = 'public' | 'internal';

export type MessageClass<T extends object = object> = new () => T;

/** What a message is, apart from its data. */
export interface MessageDefinition<T extends object = object> {
  readonly kind: MessageKind;
  /** The stored name: chosen, never the name of a class. */
  readonly type: string;
  /** Version of the schema, `major.minor.patch`. A change that breaks readers raises the major. */
  readonly version: string;
  /** The first major that was ever stored; nobody has older ones. */
  readonly since: number;
  /** One for each major from `since` to the one before this version's. */
  readonly upcasters: Upcasters;
  readonly visibility: Visibility;
  /** Who sends it; `any` for what every context with the feature writes, such as the events of its sagas. */
  readonly sender: Context | 'any';
  /**
   * Who listens to it, the sender itself only where it has a handler for it. A service that subscribes without standing here
   * does not start, unless everyone may send the message: that everyone may hear.
   */
  readonly listeners: readonly Context[];
  /** Null for an internal event. */
  readonly topic: Topic | null;
  readonly description: string;
  readonly payload: MessageClass<T>;
}

interface SchemaOptions {
  type: string;
  version: string;
  /** The first major that was ever stored; 1 unless given. */
  since?: number;
  /**
   * What makes data of an older major into data of the next: the function under `n` takes it from major n to n + 1. Every
   * major from `since` up to the one before this version's has one.
   */
  upcasters?: Upcasters;
  description: string;
}

interface PublicEventOptions extends SchemaOptions {
  /** `any` for what every context may send; it goes to the system topic. */
  sender: Context | 'any';
  listeners?: readonly Context[];
}

interface InternalEventOptions extends SchemaOptions {
  sender: Context | 'any';
}

interface CommandOptions extends SchemaOptions {
  sender: Context;
  /** The context that carries the command out: its command queue is where the command goes. */
  receiver: Context;
}

const definitions = new Map<MessageClass, MessageDefinition>();
const byType = new Map<string, readonly MessageDefinition[]>();
const NONE: readonly MessageDefinition[] = [];

/** Declares a class as the payload of a public event. */
export function EventSchema(options: PublicEventOptions) {
  return (payload: MessageClass): void =>
    define({
      listeners: [],
      ...options,
      kind: 'event',
      visibility: 'public',
      topic: options.sender === 'any' ? SYSTEM_TOPIC : topicsOf(options.type, options.sender).event,
      payload,
    });
}

function topicsOf(type: string, context: Context): (typeof TOPICS)[Context] {
  if (!Object.hasOwn(TOPICS, context)) {
    throw new Error(`${type}: "${context}" is no context; choose among ${Object.keys(TOPICS).join(', ')}.`);
  }
  return TOPICS[context];
}

/** Declares a class as the payload of an event that never leaves the service that appended it. */
export function InternalEventSchema(options: InternalEventOptions) {
  return (payload: MessageClass): void =>
    define({ ...options, kind: 'event', visibility: 'internal', listeners: [], topic: null, payload });
}

/** Declares a class as the payload of a command to another context. */
export function CommandSchema({ receiver, ...options }: CommandOptions) {
  return (payload: MessageClass): void =>
    define({
      ...options,
      kind: 'command',
      visibility: 'public',
      listeners: [receiver],
      topic: topicsOf(options.type, receiver).command,
      payload,
    });
}

/** Declares a class as the payload of a reply from `sender` to the context `receiver` whose command it answers. */
export function ReplySchema({ receiver, ...options }: CommandOptions) {
  return (payload: MessageClass): void =>
    define({
      ...options,
      kind: 'reply',
      visibility: 'public',
      listeners: [receiver],
      topic: topicsOf(options.type, receiver).reply,
      payload,
    });
}

/**
 * What was declared for a payload class.
 *
 * @throws Error when the class has no schema decorator
 */
export function definitionOf<T extends object>(payload: MessageClass<T>): MessageDefinition<T> {
  const definition = definitions.get(payload);
  if (!definition) {
    throw new Error(`${payload.name} is not a message: declare it with @EventSchema, @CommandSchema or @ReplySchema.`);
  }
  return definition as MessageDefinition<T>;
}

/** Every message declared by a class that this process has loaded, in the order of their declaration. */
export function declaredMessages(): MessageDefinition[] {
  return [...definitions.values()];
}

/** The declared messages of one type: the same array until another class declares one. */
export function declaredOfType(type: string): readonly MessageDefinition[] {
  return byType.get(type) ?? NONE;
}

type Declared = Omit<MessageDefinition, 'since' | 'upcasters'> & Pick<SchemaOptions, 'since' | 'upcasters'>;

function define({ since = 1, upcasters = {}, ...rest }: Declared): void {
  const definition: MessageDefinition = { ...rest, since, upcasters };
  const { type, version, payload } = definition;
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(`${type} has the version "${version}": write it as major.minor.patch.`);
  }
  definitions.set(payload, definition);
  byType.set(type, [...declaredOfType(type).filter((other) => other.payload !== payload), definition]);
}
