import type { MessageDefinition, MessageKind, Visibility } from '../message-definition.js';
import { jsonSchemaOf, type JsonSchema } from '../schema/json-schema.js';
import { messageRules, type MessageRules } from './message-rules.js';

/** One version of a message as others were promised it, or as it lies in the log of a service. Plain JSON. */
export interface PublishedMessage {
  readonly type: string;
  /** `major.minor.patch` */
  readonly version: string;
  readonly kind: MessageKind;
  readonly visibility: Visibility;
  /** The name of a context, or `any`. */
  readonly sender: string;
  /** The name of its topic; null for an internal event. */
  readonly topic: string | null;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly rules: MessageRules;
  /** Valid data of this version; absent where nobody has given any. */
  readonly example?: object;
}

/** A declared message in the form it is published in. */
export function publishedForm(definition: MessageDefinition, example?: object): PublishedMessage {
  const { type, version, kind, visibility, sender, topic, description, payload } = definition;
  return {
    type,
    version,
    kind,
    visibility,
    sender,
    topic: topic?.name ?? null,
    description,
    schema: jsonSchemaOf(definition),
    rules: messageRules(payload),
    ...(example && { example }),
  };
}
