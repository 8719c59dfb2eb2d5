import { describe, expect, it } from '@jest/globals';
import { ConnectionPlaces } from './connection-places.js';

describe('The places for connections', () => {
  it('are given in the order in which they were asked for, no more than there are', async () => {
    const places = new ConnectionPlaces(2);
    const had: number[] = [];
    const [first, second] = [1, 2, 3, 4].map((number) => {
      const place = places.take();
      void place.ready.then(() => had.push(number));
      return place;
    });
    await first?.ready;
    expect(had).toEqual([1, 2]);
    second?.leave();
    second?.leave();
    await Promise.resolve();
    expect(had).toEqual([1, 2, 3]);
    first?.leave();
    await Promise.resolve();
    expect(had).toEqual([1, 2, 3, 4]);
  });

  it('let those go on that wait for none any more, without giving them one', async () => {
    const places = new ConnectionPlaces(1);
    const [first, second, third] = [places.take(), places.take(), places.take()];
    second.leave();
    await second.ready;
    first.leave();
    await third.ready;
    let isReady = false;
    void places.take().ready.then(() => (isReady = true));
    await Promise.resolve();
    expect(isReady).toBe(false);
  });
});
