import { describe, expect, it } from '@jest/globals';
import { definitionOf, EventSchema, MessageRegistry } from '@edda/event-schemas';
import { IsInt } from 'class-validator';
import { Aggregate } from '../aggregate/aggregate.js';
import { Evolver } from '../aggregate/evolver.js';
import { given } from '../testing/given.js';
import { messagesOfFixture, type FixtureEvent } from './fixture.js';

@EventSchema({
  type: 'TankFilled',
  version: '2.0.0',
  sender: 'content',
  description: 'For the specs of fixtures.',
  upcasters: { 1: ({ gallons }: { gallons: number }) => ({ litres: gallons * 4 }) },
})
class TankFilled {
  @IsInt()
  litres!: number;
}

class Tank extends Aggregate<number> {
  constructor() {
    super(
      'tank-1',
      0,
      new Evolver<number>().on(TankFilled, (sum, { litres }) => sum + litres),
    );
  }

  fillUp(): void {
    if (this.state < 10) this.record(TankFilled, { litres: 10 - this.state });
  }
}

const filled = (schemaVersion: string, data: object): FixtureEvent => ({
  streamId: 'tank-1',
  category: 'tank',
  version: 1,
  type: 'TankFilled',
  schemaVersion,
  data,
  recordedAt: '2026-01-01T09:00:00.000Z',
  metadata: { correlationId: 'c', causationId: null, userId: null, traceparent: null, source: 'test' },
});

describe('A fixture', () => {
  it('is what was given in a test, older schemas upcast', () => {
    const fixture = [filled('1.0.0', { gallons: 1 }), filled('2.1.0', { litres: 2 })];
    expect(messagesOfFixture(fixture)).toEqual([
      { definition: definitionOf(TankFilled), data: { litres: 4 } },
      { definition: definitionOf(TankFilled), data: { litres: 2 } },
    ]);
    given(new Tank(), ...messagesOfFixture(fixture))
      .when((tank) => tank.fillUp())
      .then({ definition: definitionOf(TankFilled), data: { litres: 4 } });
  });

  it('is refused when it holds what this build does not know', () => {
    expect(() => messagesOfFixture([filled('3.0.0', {})])).toThrow(
      'The fixture holds TankFilled 3.0.0, but 2.0.0 at most is known here',
    );
    expect(() => messagesOfFixture([filled('1.0.0', {})], new MessageRegistry([]))).toThrow(
      'no version of it is known',
    );
  });
});
