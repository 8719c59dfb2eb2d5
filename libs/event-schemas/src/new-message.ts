import { definitionOf, type MessageClass, type MessageDefinition } from './message-definition.js';

/** A message about to be appended: what it is, and its data. */
export interface NewMessage<T extends object = object> {
  readonly definition: MessageDefinition<T>;
  readonly data: T;
}

/** An event of the type that `payload` declares. The data is typed by the class, a plain object will do. */
export function message<T extends object>(payload: MessageClass<T>, data: NoInfer<T>): NewMessage<T> {
  return { definition: definitionOf(payload), data };
}
