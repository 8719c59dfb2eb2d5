import { declaredMessages, hasPersonalFields, type Context, type MessageDefinition } from '@edda/event-schemas';

/** The messages with personal fields that a service sends or listens to. */
export function personalMessagesOf(service: Context): MessageDefinition[] {
  return declaredMessages().filter(
    (definition) =>
      (definition.sender === service || definition.sender === 'any' || definition.listeners.includes(service)) &&
      hasPersonalFields(definition),
  );
}
