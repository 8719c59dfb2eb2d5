import type { MessageDefinition } from '../message-definition.js';

/** By sender, kind and type, whatever the order of their declaration. */
export function inOrder(definitions: readonly MessageDefinition[]): MessageDefinition[] {
  const keyOf = ({ sender, kind, type }: MessageDefinition): string => `${sender} ${kind} ${type}`;
  return [...definitions].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
