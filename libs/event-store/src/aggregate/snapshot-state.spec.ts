import { describe, expect, it } from '@jest/globals';
import { EventSchema, Personal } from '@edda/event-schemas';
import { IsString } from 'class-validator';
import fc from 'fast-check';
import { MAX_SNAPSHOT_BYTES, maySnapshot, snapshotJson } from './snapshot-state.js';

const description = 'For the specs of snapshots.';

@EventSchema({ type: 'PlainThing', version: '1.0.0', sender: 'content', description })
class PlainThing {
  @IsString()
  name!: string;
}

@EventSchema({ type: 'PersonalThing', version: '1.0.0', sender: 'content', description })
class PersonalThing {
  @IsString()
  customerId!: string;

  @Personal({ subject: 'customerId' })
  @IsString()
  name!: string;
}

describe('The state of a snapshot', () => {
  it('comes back as it was, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (state) => {
        const kept = JSON.parse(JSON.stringify(state)) as unknown;
        expect(JSON.parse(snapshotJson(kept))).toEqual(kept);
      }),
    );
  });

  it('may have properties that are undefined', () => {
    expect(snapshotJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });

  it.each([
    ['a date', { at: new Date(0) }, 'state.at'],
    ['a map', { by: new Map() }, 'state.by'],
    ['an instance of a class', { thing: new PlainThing() }, 'state.thing'],
    ['a number that is none', { list: [1, NaN] }, 'state.list.1'],
    ['a hole in a list', { list: [undefined] }, 'state.list.0'],
    ['nothing at all', undefined, 'state'],
  ])('is refused when it holds %s', (_what, state, path) => {
    expect(() => snapshotJson(state)).toThrow(`No snapshot was taken: ${path} would not come back from JSON as it is.`);
  });

  it('is refused when it is too large', () => {
    expect(() => snapshotJson('x'.repeat(MAX_SNAPSHOT_BYTES))).toThrow(`at most ${MAX_SNAPSHOT_BYTES} fit`);
  });

  it('is not kept when it follows from an event with personal fields', () => {
    expect(maySnapshot([PlainThing])).toBe(true);
    expect(maySnapshot([PlainThing, PersonalThing])).toBe(false);
  });
});
