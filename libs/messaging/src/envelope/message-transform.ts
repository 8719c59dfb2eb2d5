import type { MessageKind } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';

/** A message as a transform sees it. Its data is as it travels: personal fields are encrypted, older versions not upcast. */
export interface TransformedMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly type: string;
  readonly schemaVersion: string;
  readonly tenantId: string;
  readonly streamId: string;
  readonly topic: string;
  /** Of the record, by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Not to be changed in place. */
  readonly data: unknown;
}

/** What becomes of a message; what is left out stays as it is. */
export interface MessageChange {
  /** In place of its data; must still fit the message's schema, which receivers check. */
  readonly data?: unknown;
  /** Further headers: a name of letters, digits and `-`, or `ce_` and the name of a CloudEvents extension. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it goes instead of its own topic, or besides it when that is named too. */
  readonly topics?: readonly string[];
}

/**
 * Changes messages of a service on their way to the broker. It must answer at once and give the same answer for the same
 * message: one that is published again after a crash must look the same.
 */
export interface MessageTransform {
  /** Stands in the error when it fails. */
  readonly name: string;
  /** The types it is for; all of them unless given. */
  readonly types?: readonly string[];
  /** @returns the change, `undefined` for none, or `null` to publish the message nowhere */
  apply(message: TransformedMessage): MessageChange | null | undefined;
}

/** Changes messages before they reach the handlers of a service. */
export interface IncomingTransform extends Pick<MessageTransform, 'name' | 'types'> {
  /** @returns the change, `undefined` for none, or `null` so that no handler of the service gets the message */
  apply(message: TransformedMessage): Pick<MessageChange, 'data'> | null | undefined;
}

/** What a service does with its messages. */
export interface MessageTransforms {
  readonly outgoing?: readonly MessageTransform[];
  readonly incoming?: readonly IncomingTransform[];
}

/** Whether a transform is for messages of this type. */
export function isFor({ types }: Pick<MessageTransform, 'types'>, type: string): boolean {
  return types === undefined || types.includes(type);
}

/** A transform failed, or asked for something that cannot be: nothing is sent or handled untransformed. */
export function transformFailed(name: string, { type, id }: { type: string; id: string }, cause: unknown): EddaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EddaError(
    'invalid',
    'MESSAGE.TRANSFORM_FAILED',
    `Transform "${name}" failed on ${type} ${id}: ${reason}`,
    [],
    { cause },
  );
}
