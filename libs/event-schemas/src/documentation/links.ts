import type { MessageDefinition } from '../message-definition.js';

/** The page of what a context sends, or of what every service sends. */
export function pageOf(sender: MessageDefinition['sender']): string {
  return sender === 'any' ? 'every-service.md' : `${sender}.md`;
}

/** A message as a link to its section. */
export function linkTo({ type, version, sender }: Pick<MessageDefinition, 'type' | 'version' | 'sender'>): string {
  return `[${type}](${pageOf(sender)}#${anchorOf(`${type} ${version}`)})`;
}

/** How GitHub names the anchor of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

export function sagaHeading({ name, version }: { readonly name: string; readonly version: string }): string {
  return `Saga ${name} ${version}`;
}
