import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { NewMessage } from '@edda/event-schemas';
import type { Aggregate } from '../aggregate/aggregate.js';
import { EddaError } from '@edda/kernel';
import { happened, type GivenEvent } from './given-event.js';

/** What came of an act. */
export interface Then {
  /** Exactly these events, in this order. */
  then(...expected: NewMessage[]): void;
  /** No event: it was done already, or there is nothing to do. */
  thenNothing(): void;
  /** Refused with this code, and no event. */
  thenRefused(code: string): void;
}

/**
 * Tests an aggregate by what it records: given what happened before, when this is done, then these events follow.
 *
 *     given(new Content(id), message(ContentRequested, { ... }))
 *       .when((content) => content.upload({ ... }))
 *       .then(message(ContentUploaded, { ... }));
 *
 * @param history messages, or events of a fixture
 */
export function given<A extends Aggregate<unknown>>(
  aggregate: A,
  ...history: GivenEvent[]
): { when(act: (aggregate: A) => void): Then } {
  for (const { definition, data } of happened(history)) aggregate.replay({ type: definition.type, data });
  return {
    when(act) {
      let refusal: unknown;
      try {
        act(aggregate);
      } catch (error) {
        refusal = error;
      }
      return {
        then: (...expected) => {
          if (refusal) throw refusal;
          deepStrictEqual(aggregate.pending.map(describe), expected.map(describe));
        },
        thenNothing: () => {
          if (refusal) throw refusal;
          deepStrictEqual(aggregate.pending.map(describe), []);
        },
        thenRefused: (code) => {
          ok(refusal instanceof EddaError, `It was not refused: ${JSON.stringify(aggregate.pending.map(describe))}`);
          strictEqual(refusal.code, code);
          deepStrictEqual(aggregate.pending.map(describe), []);
        },
      };
    },
  };
}

function describe({ definition, data }: NewMessage): { type: string; version: string; data: object } {
  return { type: definition.type, version: definition.version, data };
}
