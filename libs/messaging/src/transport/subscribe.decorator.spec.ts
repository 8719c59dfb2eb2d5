import { describe, expect, it } from '@jest/globals';
import { InternalEventSchema, TaskCompleted } from '@edda/event-schemas';
import type { PolicyOptions } from '../policies/policy-options.js';
import { Receive, Subscribe, SubscribeToAll } from './subscribe.decorator.js';

@InternalEventSchema({ type: 'Whispered', version: '1.0.0', sender: 'content', description: 'For these specs.' })
class Whispered {}

class Stray {}

const noAttempts = { retry: { attempts: 0 } } satisfies PolicyOptions;
const sentence = 'The policy of "listen" is wrong: retry.attempts is 0: give a whole number from 1 to 1000.';

describe('Subscribe', () => {
  it('says that an internal event never arrives', () => {
    expect(() => Subscribe(Whispered, 'listen')).toThrow(
      'Whispered is internal: it is never published, so "listen" would never receive it.',
    );
  });

  it('says how to declare a class that is no message', () => {
    expect(() => Subscribe(Stray, 'listen')).toThrow('Stray is not a message: declare it with');
  });

  it('says what is wrong with a policy', () => {
    expect(() => Subscribe(TaskCompleted, 'listen', noAttempts)).toThrow(sentence);
  });

  it('says what a name may be made of', () => {
    expect(() => Subscribe(TaskCompleted, 'listen to it')).toThrow(
      'The subscription name "listen to it" is wrong: use up to 100 letters, digits, dots, dashes, underscores.',
    );
  });
});

describe('SubscribeToAll', () => {
  it('says what is wrong with a policy', () => {
    expect(() => SubscribeToAll(['content'], 'listen', noAttempts)).toThrow(sentence);
  });

  it('says what a name may be made of', () => {
    expect(() => SubscribeToAll(['content'], '')).toThrow('The subscription name "" is wrong');
  });
});

describe('Receive', () => {
  it('says that an internal event never arrives', () => {
    expect(() => Receive(Whispered, 'listen')).toThrow(
      'Whispered is internal: it is never published, so "listen" would never receive it.',
    );
  });

  it('says what is wrong with a policy', () => {
    expect(() => Receive(TaskCompleted, 'listen', noAttempts)).toThrow(sentence);
  });
});
