import {
  declaredMessages,
  declaredOfType,
  definitionOf,
  type MessageClass,
  type MessageDefinition,
} from './message-definition.js';
import { personalFieldsOf } from './personal-data/personal-fields.js';
import { checkUpcasters } from './upcasting/check-upcasters.js';
import { majorOf } from './upcasting/upcast.js';

/** Where the messages that a service knows are looked up. */
export interface KnownMessages {
  all(): readonly MessageDefinition[];
  /** Every declared version of a type; the same array until another one is declared. Empty for a type nobody declared. */
  ofType(type: string): readonly MessageDefinition[];
}

/** Every message declared by a class that this process has loaded, also those loaded later. */
export const declared: KnownMessages = { all: declaredMessages, ofType: declaredOfType };

/**
 * Knows every message of a set of contexts by its (type, version).
 *
 * @throws Error when two classes declare one version, a chain of upcasters has a gap, or a personal field has no subject
 */
export class MessageRegistry implements KnownMessages {
  private readonly byKey = new Map<string, MessageDefinition>();
  private readonly byType = new Map<string, readonly MessageDefinition[]>();

  constructor(payloads: readonly MessageClass[]) {
    for (const payload of payloads) {
      const definition = definitionOf(payload);
      const { type, version } = definition;
      const key = keyOf(type, version);
      if (this.byKey.has(key)) throw new Error(`Two classes declare ${type} ${version}.`);
      this.byKey.set(key, definition);
      this.byType.set(type, [...this.ofType(type), definition]);
    }
    checkMessages(this);
  }

  all(): MessageDefinition[] {
    return [...this.byKey.values()];
  }

  /** The definition with exactly this type and version, if this build knows it. */
  find(type: string, version: string): MessageDefinition | undefined {
    return this.byKey.get(keyOf(type, version));
  }

  ofType(type: string): readonly MessageDefinition[] {
    return this.byType.get(type) ?? [];
  }
}

/** @throws Error when stored messages of a type could not be read, naming the type and what is missing */
export function checkMessages(messages: KnownMessages): void {
  for (const type of new Set(messages.all().map((definition) => definition.type))) {
    const newest = newestOf(messages.ofType(type));
    if (newest) checkUpcasters(newest);
  }
  for (const definition of messages.all()) personalFieldsOf(definition);
}

/** The version that every stored message of a type is read as. */
export function newestOf(versions: readonly MessageDefinition[]): MessageDefinition | undefined {
  return versions.reduce<MessageDefinition | undefined>(
    (newest, definition) => (newest && isNewer(newest.version, definition.version) ? newest : definition),
    undefined,
  );
}

/** Whether the version `left` comes after `right`. */
export function isNewer(left: string, right: string): boolean {
  const [major, minor = 0, patch = 0] = left.split('.').map(Number);
  const [otherMajor, otherMinor = 0, otherPatch = 0] = right.split('.').map(Number);
  if (major !== otherMajor) return majorOf(left) > majorOf(right);
  return minor !== otherMinor ? minor > otherMinor : patch > otherPatch;
}

function keyOf(type: string, version: string): string {
  return `${type}@${version}`;
}
