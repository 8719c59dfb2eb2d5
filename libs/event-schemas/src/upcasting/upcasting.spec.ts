import { describe, expect, it } from '@jest/globals';
import { IsInt, IsString } from 'class-validator';
import fc from 'fast-check';
import { definitionOf, EventSchema, MessageRegistry, upcast, UpcastError, type Upcasters } from '../index.js';

const options = { sender: 'content', description: 'For the specs of upcasting.' } as const;

/** A type whose majors 1 to `current` each added what their number says. */
function counted(current: number, upcasters?: Upcasters, since?: number) {
  class Counted {
    @IsInt()
    count!: number;
  }
  EventSchema({ ...options, type: 'Counted', version: `${current}.1.0`, upcasters, since })(Counted);
  return Counted;
}

const addOne = ({ count, ...rest }: { count: number }) => ({ ...rest, count: count + 1 });
const chain = (from: number, to: number): Upcasters =>
  Object.fromEntries(Array.from({ length: to - from }, (_, index) => [from + index, addOne]));

describe('A chain of upcasters', () => {
  const majors = fc.integer({ min: 1, max: 12 });
  const data = fc.record({ count: fc.integer({ min: -1000, max: 1000 }), note: fc.string() });

  it('makes every stored version the current one', () => {
    fc.assert(
      fc.property(majors, majors, data, (one, other, stored) => {
        const [from, current] = [Math.min(one, other), Math.max(one, other)];
        const definition = definitionOf(counted(current, chain(1, current)));
        expect(upcast(definition, stored, from)).toEqual({ ...stored, count: stored.count + current - from });
      }),
    );
  });

  it('does the same at once as step by step', () => {
    fc.assert(
      fc.property(fc.array(majors, { minLength: 3, maxLength: 3 }), data, (three, stored) => {
        const [from = 1, between = 1, current = 1] = three.sort((left, right) => left - right);
        const upTo = (major: number) => definitionOf(counted(major, chain(1, major)));
        const stepwise = upcast(upTo(current), upcast(upTo(between), stored, from), between);
        expect(stepwise).toEqual(upcast(upTo(current), stored, from));
      }),
    );
  });

  it('leaves data of the current major as it is', () => {
    fc.assert(
      fc.property(majors, data, (current, stored) => {
        expect(upcast(definitionOf(counted(current, chain(1, current))), stored, current)).toBe(stored);
      }),
    );
  });

  it.each<[number, Upcasters, number | undefined, string]>([
    [2, {}, undefined, 'Counted 2.1.0 cannot read what was stored as major 1: its upcaster from 1 to 2 is missing.'],
    [4, { 1: addOne, 3: addOne }, undefined, 'stored as major 2: its upcaster from 2 to 3 is missing.'],
    [4, { 3: addOne }, 2, 'stored as major 2: its upcaster from 2 to 3 is missing.'],
    [2, { 1: addOne, 2: addOne }, undefined, 'has an upcaster from 2 to 3, where majors 1 to 2 are known.'],
    [3, { 1: addOne, 2: addOne }, 2, 'has an upcaster from 1 to 2, where majors 2 to 3 are known.'],
    [1, {}, 3, 'says it exists since major 3: expected an integer from 0 to 1.'],
  ])('with a gap or a step too many is found when the registry is made (%#)', (current, upcasters, since, sentence) => {
    expect(() => new MessageRegistry([counted(current, upcasters, since)])).toThrow(sentence);
  });

  it('needs no steps from majors that were never stored', () => {
    expect(() => new MessageRegistry([counted(3, undefined, 3)])).not.toThrow();
  });

  it('belongs to the newest of several declared versions', () => {
    class Old {
      @IsString()
      text!: string;
    }
    EventSchema({ ...options, type: 'Counted', version: '1.10.0' })(Old);
    expect(() => new MessageRegistry([counted(2, { 1: addOne }), Old])).not.toThrow();
    expect(() => new MessageRegistry([Old, counted(2)])).toThrow('its upcaster from 1 to 2 is missing');
  });

  it('says which step failed, and how', () => {
    const failing = () => {
      throw new Error('No such field.');
    };
    const attempt = (upcasters: Upcasters) => () => upcast(definitionOf(counted(3, upcasters)), { count: 1 }, 1);
    expect(attempt({ 1: addOne, 2: failing })).toThrow(UpcastError);
    expect(attempt({ 1: addOne, 2: failing })).toThrow('The upcaster from major 2 to 3 threw.');
    expect(attempt({ 1: () => [], 2: addOne })).toThrow('from major 1 to 2 returned a list, not an object.');
    expect(attempt({ 1: () => null as never, 2: addOne })).toThrow('from major 1 to 2 returned null, not an object.');
  });
});
