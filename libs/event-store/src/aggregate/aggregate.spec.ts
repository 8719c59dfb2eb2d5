import { describe, expect, it } from '@jest/globals';
import { EventSchema } from '@edda/event-schemas';
import { IsInt } from 'class-validator';
import { Aggregate } from './aggregate.js';
import { Evolver } from './evolver.js';

const description = 'For the specs of aggregates.';

@EventSchema({ type: 'Added', version: '1.0.0', sender: 'content', description })
class Added {
  @IsInt()
  amount!: number;
}

@EventSchema({ type: 'Removed', version: '1.0.0', sender: 'content', description })
class Removed {
  @IsInt()
  amount!: number;
}

class Account extends Aggregate<number> {
  constructor() {
    super(
      'account-1',
      0,
      new Evolver<number>().on(Added, (sum, { amount }) => sum + amount),
    );
  }

  add(amount: number): void {
    this.record(Added, { amount });
  }

  remove(amount: number): void {
    this.record(Removed, { amount });
  }
}

describe('An aggregate', () => {
  it('has the state that follows from its events, also from those just recorded', () => {
    const account = new Account();
    account.replay({ type: 'Added', data: { amount: 5 } });
    account.add(2);
    expect(account.state).toBe(7);
  });

  it('holds ready what it recorded, and not what it replayed', () => {
    const account = new Account();
    account.replay({ type: 'Added', data: { amount: 5 } });
    account.add(2);
    expect(account.pending.map(({ definition, data }) => [definition.type, data])).toEqual([['Added', { amount: 2 }]]);
  });

  it('goes on from a state that was kept', () => {
    const account = new Account();
    account.restore(40);
    account.add(2);
    expect(account.state).toBe(42);
  });

  it('does not pass over an event that it has no rule for', () => {
    const account = new Account();
    expect(() => account.replay({ type: 'Removed', data: { amount: 1 } })).toThrow(
      'No rule says how the state changes with Removed.',
    );
    expect(() => account.remove(1)).toThrow('No rule says how the state changes with Removed.');
  });
});
