import { TOPICS, type Context, type Topic } from './topics.js';

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
  readonly visibility: Visibility;
  /** Who sends it; `any` for internal events that every context with the feature writes, such as those of its sagas. */
  readonly sender: Context | 'any';
  /** Who listens to it; a service that subscribes without standing here does not start. */
  readonly listeners: readonly Context[];
  /** Null for an internal event. */
  readonly topic: Topic | null;
  readonly description: string;
  readonly payload: MessageClass<T>;
}

interface PublicEventOptions {
  type: string;
  version: string;
  sender: Context;
  listeners?: readonly Context[];
  description: string;
}

interface InternalEventOptions {
  type: string;
  version: string;
  sender: Context | 'any';
  description: string;
}

interface CommandOptions {
  type: string;
  version: string;
  sender: Context;
  /** The context that carries the command out: its command queue is where the command goes. */
  receiver: Context;
  description: string;
}

const definitions = new Map<MessageClass, MessageDefinition>();

/** Declares a class as the payload of a public event. */
export function EventSchema(options: PublicEventOptions) {
  return (payload: MessageClass): void =>
    define({
      listeners: [],
      ...options,
      kind: 'event',
      visibility: 'public',
      topic: TOPICS[options.sender].event,
      payload,
    });
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
      topic: TOPICS[receiver].command,
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
      topic: TOPICS[receiver].reply,
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

function define(definition: MessageDefinition): void {
  if (!/^\d+\.\d+\.\d+$/.test(definition.version)) {
    throw new Error(`${definition.type} has the version "${definition.version}": write it as major.minor.patch.`);
  }
  definitions.set(definition.payload, definition);
}
