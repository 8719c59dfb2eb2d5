import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  contextOrNew,
  currentContext,
  DEFAULT_TENANT,
  IdDerivation,
  isUuid,
  newId,
  nextMessageId,
  runInContext,
  withContext,
  type ExecutionContext,
} from './index.js';

function context(changes: Partial<ExecutionContext> = {}): ExecutionContext {
  return {
    service: 'content',
    tenantId: 'acme',
    userId: 'ann',
    correlationId: newId(),
    causationId: null,
    traceparent: null,
    ...changes,
  };
}

describe('The execution context', () => {
  it('is absent where nobody asked for the work', () => {
    expect(currentContext()).toBeUndefined();
    expect(contextOrNew('learning')).toMatchObject({ service: 'learning', tenantId: DEFAULT_TENANT, userId: null });
    expect(isUuid(contextOrNew().correlationId)).toBe(true);
  });

  it('follows the work through timers and promises', async () => {
    const mine = context();
    const seen = await runInContext(mine, async () => {
      await tick();
      return Promise.all([currentContext(), Promise.resolve().then(currentContext)]);
    });
    expect(seen).toEqual([mine, mine]);
    expect(currentContext()).toBeUndefined();
  });

  it('does not mix what runs at the same time', async () => {
    const seen = await Promise.all(
      ['ann', 'bob', 'cy'].map((userId) =>
        runInContext(context({ userId }), async () => {
          await tick();
          return currentContext()?.userId;
        }),
      ),
    );
    expect(seen).toEqual(['ann', 'bob', 'cy']);
  });

  it('can be replaced in part for a piece of work', () => {
    const outer = context();
    runInContext(outer, () => {
      const causationId = newId();
      withContext({ causationId }, () => expect(currentContext()).toEqual({ ...outer, causationId }));
      expect(currentContext()).toBe(outer);
    });
  });
});

describe('The ids of emitted messages', () => {
  const idsOf = (cause: string, count: number): string[] =>
    runInContext(context({ derivation: new IdDerivation(cause) }), () => Array.from({ length: count }, nextMessageId));

  it('are new where nothing is handled', () => {
    expect(nextMessageId()).not.toBe(nextMessageId());
  });

  it('are the same at every attempt to handle one message', () => {
    const cause = newId();
    expect(idsOf(cause, 3)).toEqual(idsOf(cause, 3));
    expect(new Set(idsOf(cause, 3)).size).toBe(3);
    expect(idsOf(cause, 1)).not.toEqual(idsOf(newId(), 1));
  });

  it('do not depend on how many ids a branch took', () => {
    const cause = newId();
    const attempt = (inBranch: number): { branch: string[]; rest: string } => {
      const derivation = new IdDerivation(cause);
      const branch = derivation.branch();
      return { branch: Array.from({ length: inBranch }, () => branch.next()), rest: derivation.next() };
    };
    const first = attempt(2);
    expect(attempt(0).rest).toBe(first.rest);
    expect(attempt(2).branch).toEqual(first.branch);
    expect(new Set([...first.branch, first.rest]).size).toBe(3);
  });

  it('differ between branches', () => {
    const derivation = new IdDerivation(newId());
    expect(derivation.branch().next()).not.toBe(derivation.branch().next());
  });
});
