import { describe, expect, it } from '@jest/globals';
import { InternalEventSchema } from '@edda/event-schemas';
import { Receive, Subscribe } from './subscribe.decorator.js';

@InternalEventSchema({ type: 'Whispered', version: '1.0.0', sender: 'content', description: 'For these specs.' })
class Whispered {}

class Stray {}

describe('Subscribe', () => {
  it('says that an internal event never arrives', () => {
    expect(() => Subscribe(Whispered, 'listen')).toThrow(
      'Whispered is internal: it is never published, so "listen" would never receive it.',
    );
  });

  it('says how to declare a class that is no message', () => {
    expect(() => Subscribe(Stray, 'listen')).toThrow('Stray is not a message: declare it with');
  });
});

describe('Receive', () => {
  it('says that an internal event never arrives', () => {
    expect(() => Receive(Whispered, 'listen')).toThrow(
      'Whispered is internal: it is never published, so "listen" would never receive it.',
    );
  });
});
