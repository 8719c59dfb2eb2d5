import { describe, expect, it } from '@jest/globals';
import { EventSchema, InternalEventSchema, TOPICS } from '@edda/event-schemas';
import { definePolicy } from '../policies/define-policy.js';
import { kebabCase } from './declared-subscription.js';
import { DeclaredHandlers } from './declared-handlers.js';
import type { Subscription } from '../subscriptions/subscription.js';

const description = 'For these specs.';

@EventSchema({ type: 'BellRang', version: '1.0.0', sender: 'content', listeners: ['learning'], description })
class BellRangOnce {}

@EventSchema({
  type: 'BellRang',
  version: '2.0.0',
  since: 1,
  upcasters: { 1: (data) => data },
  sender: 'content',
  listeners: ['learning'],
  description,
})
class BellRang {}

@EventSchema({ type: 'DoorOpened', version: '1.0.0', sender: 'agent-task', listeners: ['learning'], description })
class DoorOpened {}

@EventSchema({ type: 'FireSeen', version: '1.0.0', sender: 'any', description })
class FireSeen {}

@InternalEventSchema({ type: 'LampLit', version: '1.0.0', sender: 'learning', description })
class LampLit {}

const handler = async (): Promise<never> => ({}) as never;

function subscriptionsOf(service: string, ...handlers: [string | string[], object?][]): Subscription[] {
  const declared = new DeclaredHandlers(service);
  for (const [patterns, extras = {}] of handlers) {
    for (const pattern of [patterns].flat()) declared.add(pattern, handler, extras as Record<string, unknown>);
  }
  return declared.subscriptions(() => Promise.resolve());
}

describe('A handler declared by the type of its message', () => {
  it('is a subscription named after the type, to its newest version, under the default policy', () => {
    expect(BellRangOnce).toBeDefined();
    expect(subscriptionsOf('learning', ['BellRang'])).toMatchObject([
      {
        name: 'bell-rang',
        group: 'learning.bell-rang',
        topics: [TOPICS.content.event.name],
        messages: [{ payload: BellRang }],
        policy: definePolicy('bell-rang'),
      },
    ]);
  });

  it('may be for what everyone sends without standing among its listeners', () => {
    expect(subscriptionsOf('learning', ['FireSeen'])).toMatchObject([{ messages: [{ payload: FireSeen }] }]);
  });

  it('takes its name and policy from the extras', () => {
    const extras = { name: 'ring', concurrency: 2, guarantee: 'at-least-once' };
    expect(subscriptionsOf('learning', ['BellRang', extras])).toMatchObject([
      { group: 'learning.ring', policy: definePolicy('ring', { concurrency: 2, guarantee: 'at-least-once' }) },
    ]);
  });

  it('is one subscription to several types when it has a name', () => {
    expect(subscriptionsOf('learning', [['BellRang', 'DoorOpened'], { name: 'visitors' }])).toMatchObject([
      {
        group: 'learning.visitors',
        topics: [TOPICS.content.event.name, TOPICS['agent-task'].event.name],
        messages: [{ payload: BellRang }, { payload: DoorOpened }],
      },
    ]);
  });

  it('needs a name for several types', () => {
    expect(() => subscriptionsOf('learning', [['BellRang', 'DoorOpened']])).toThrow(
      'A handler of several types (BellRang, DoorOpened) needs a name',
    );
  });

  it('needs a type that a class declares', () => {
    expect(() => subscriptionsOf('learning', ['BellRung'])).toThrow(
      'There is no message of the type "BellRung": a pattern names the type of a message that a loaded class declares',
    );
  });

  it('never receives an internal event, and says so', () => {
    expect(LampLit).toBeDefined();
    expect(() => subscriptionsOf('learning', ['LampLit'])).toThrow(
      'LampLit is internal: it is never published, so "lamp-lit" would never receive it.',
    );
  });

  it('has a name that no other has', () => {
    expect(() => subscriptionsOf('learning', ['BellRang'], ['BellRang', { concurrency: 3 }])).toThrow(
      `Two handlers are called "bell-rang": a subscription's name is its own, give one of them another`,
    );
  });

  it('has a policy that holds water', () => {
    expect(() => subscriptionsOf('learning', ['BellRang', { retries: 3 }])).toThrow(
      'The policy of "bell-rang" is wrong: there is no "retries": choose among concurrency',
    );
  });

  it('must be named by the schema where its service is one of the catalogue', () => {
    expect(() => subscriptionsOf('research-workflow', ['BellRang'])).toThrow(
      'Subscription research-workflow.bell-rang: the schema of BellRang does not name research-workflow as a listener.',
    );
    expect(subscriptionsOf('notes', ['BellRang'])).toMatchObject([{ group: 'notes.bell-rang' }]);
  });
});

it.each([
  ['TaskCompleted', 'task-completed'],
  ['APIKeyRevoked', 'api-key-revoked'],
  ['V2Released', 'v2-released'],
])('%s is %s in kebab-case', (type, name) => expect(kebabCase(type)).toBe(name));
