import { describe, expect, it } from '@jest/globals';
import { declaredOfType, EventSchema, MessageRegistry, type MessageClass, type Upcasters } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { IsInt, IsString } from 'class-validator';
import fc from 'fast-check';
import type { StoredMessage } from './message-codec.js';
import { StoredMessageCodec } from './stored-message-codec.js';

const TYPE = 'WeightMeasured';

/** A build that knows the type up to a major. In major 1 the weight is in grams, in 2 it has a unit, in 3 it is a text. */
function build(current: 1 | 2 | 3, steps: Upcasters = STEPS): StoredMessageCodec {
  class Measured {
    @IsInt()
    weight!: number;
  }
  const upcasters = Object.fromEntries(Object.entries(steps).filter(([from]) => Number(from) < current));
  EventSchema({ type: TYPE, version: `${current}.2.0`, sender: 'content', description: 'For specs.', upcasters })(
    Measured,
  );
  return new StoredMessageCodec({ messages: new MessageRegistry([Measured]) });
}

const STEPS: Upcasters = {
  1: ({ weight }: { weight: number }) => ({ value: weight, unit: 'g' }),
  2: ({ value, unit }: { value: number; unit: string }) => ({ text: `${value} ${unit}` }),
};

function stored(schemaVersion: string, data: unknown, type = TYPE): StoredMessage {
  return { id: newId(), type, schemaVersion, tenantId: 'default', streamId: 'scale-1', version: 4, position: 17, data };
}

describe('A codec of stored messages', () => {
  it('reads any stored version as the one this build knows', () => {
    const history = [
      stored('1.0.0', { weight: 5 }),
      stored('2.4.1', { value: 7, unit: 'kg' }),
      stored('3.0.0', { text: '9 g' }),
    ];
    expect(build(3).decode(history)).toEqual([
      { ...history[0], data: { text: '5 g' }, schemaVersion: '3.2.0' },
      { ...history[1], data: { text: '7 kg' }, schemaVersion: '3.2.0' },
      history[2],
    ]);
  });

  it('changes nothing in what it has upcast', async () => {
    const codec = build(3);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(1, 2, 3), fc.integer())), async (versions) => {
        const data = (major: number, weight: number) =>
          [{ weight }, { value: weight, unit: 'g' }, { text: `${weight} g` }][major - 1];
        const history = versions.map(([major, weight]) => stored(`${major}.0.0`, data(major, weight)));
        const once = await codec.decode(history);
        expect(once.map((message) => message.data)).toEqual(versions.map(([, weight]) => data(3, weight)));
        expect(await codec.decode(once)).toEqual(once);
      }),
    );
  });

  it('leaves what it was given as it is', () => {
    const message = stored('1.0.0', Object.freeze({ weight: 5 }));
    void build(2).decode([Object.freeze(message)]);
    expect(message.data).toEqual({ weight: 5 });
  });

  it('answers at once, with the same messages, when there is nothing to do', () => {
    const messages = [stored('1.9.9', { weight: 1 }), stored('1.0.0', 'anything', 'NeverDeclared')];
    expect(build(1).decode(messages)).toBe(messages);
  });

  it('holds a version that is newer than this build', () => {
    expect(() => build(2).decode([stored('3.0.0', {})])).toThrow(
      expect.objectContaining({
        kind: 'unavailable',
        code: 'MESSAGE.UNKNOWN_VERSION',
        message: expect.stringMatching(
          /^WeightMeasured 3\.0\.0 \(id .{36}, stream scale-1, version 4, position 17\) is not known to this build, which reads majors 1 to 2/,
        ),
      }),
    );
  });

  it.each(['', 'new', '-1.0.0', '1'])('holds a version that is none, such as "%s"', (version) => {
    expect(() => build(2).decode([stored(version, {})])).toThrow(
      expect.objectContaining({ code: 'MESSAGE.UNKNOWN_VERSION' }),
    );
  });

  it('passes on a type that nobody declared', () => {
    const message = stored('7.0.0', { any: 'thing' }, 'NeverDeclared');
    expect(build(2).decode([message])).toEqual([message]);
  });

  it('names the event whose upcaster failed', () => {
    const failing = { ...STEPS, 2: () => JSON.parse('no JSON') as object };
    expect(() => build(3, failing).decode([stored('1.0.0', { weight: 1 })])).toThrow(
      expect.objectContaining({
        kind: 'internal',
        code: 'UPCASTER_FAILED',
        message: expect.stringMatching(
          /^WeightMeasured 1\.0\.0 \(id .{36}, stream scale-1, version 4, position 17\) cannot be upcast\. The upcaster from major 2 to 3 threw\.$/,
        ),
        cause: expect.any(SyntaxError),
      }),
    );
  });

  it('is not made over a chain with a gap', () => {
    expect(() => build(3, { 1: STEPS[1] as never })).toThrow(
      'WeightMeasured 3.2.0 cannot read what was stored as major 2: its upcaster from 2 to 3 is missing.',
    );
  });

  it('knows classes that are loaded after it was made', () => {
    const codec = new StoredMessageCodec({ messages: { all: () => [], ofType: declaredOfType } });
    const declare = (payload: MessageClass, version: string, upcasters?: Upcasters) =>
      EventSchema({ type: 'LateType', version, sender: 'content', description: 'For specs.', upcasters })(payload);
    class First {
      @IsString()
      text!: string;
    }
    class Second extends First {}
    const message = stored('1.0.0', { text: 'a' }, 'LateType');
    declare(First, '1.0.0');
    expect(codec.decode([message])).toEqual([message]);
    declare(Second, '2.0.0', { 1: () => ({ text: 'b' }) });
    expect(codec.decode([message])).toEqual([{ ...message, data: { text: 'b' }, schemaVersion: '2.0.0' }]);
  });
});
