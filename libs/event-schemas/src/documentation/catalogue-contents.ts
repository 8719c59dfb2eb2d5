import type { MessageDefinition } from '../message-definition.js';
import type { NewMessage } from '../new-message.js';
import type { PublishedMessage } from '../compatibility/published-message.js';

/** A subscription that a service has. */
export interface DocumentedSubscription {
  /** The name of a context. */
  readonly service: string;
  readonly name: string;
  readonly topics: readonly string[];
  /** The types that it asks for; null when it takes everything on its topics. */
  readonly types: readonly string[] | null;
}

/** What a diagram shows of a step of a saga. */
export interface DocumentedStep {
  readonly kind: string;
  readonly name: string;
  /** Of a branch: what is done on each of its ways. */
  readonly ways?: Readonly<Record<string, readonly DocumentedStep[]>>;
  /** Of a loop. */
  readonly steps?: readonly DocumentedStep[];
  readonly atMost?: number;
  readonly compensate?: unknown;
  /** Of a fan-out: a command, where it has one. */
  readonly each?: object;
  readonly signal?: string;
}

export interface DocumentedSaga {
  /** The name of a context. */
  readonly service: string;
  readonly saga: {
    readonly name: string;
    readonly version: string;
    readonly description?: string;
    readonly steps: readonly DocumentedStep[];
  };
}

/** What the catalogue is made from. */
export interface CatalogueContents {
  /** The newest version of every message, public and internal ones. */
  readonly definitions: readonly MessageDefinition[];
  readonly examples: readonly NewMessage[];
  /** Versions that were published before. */
  readonly former: readonly PublishedMessage[];
  readonly subscriptions: readonly DocumentedSubscription[];
  readonly sagas: readonly DocumentedSaga[];
}
