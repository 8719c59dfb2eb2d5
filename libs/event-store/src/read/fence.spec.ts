import { describe, expect, it } from '@jest/globals';
import type { SqlClient } from '../sql-client.js';
import { finalPosition } from './fence.js';

/** A server that answers each question about the writers with the next of these. */
function server(head: number, writers: string[][], standby = false): SqlClient & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    query: async <Row>(sql: string) => {
      const isHead = sql.includes('events_position_seq');
      asked.push(isHead ? 'head' : 'writers');
      const rows = isHead ? [{ head: `${head}`, standby }] : (writers.shift() ?? []).map((writer) => ({ writer }));
      return rows as Row[];
    },
  };
}

describe('The fence', () => {
  it('asks for the head first and then who writes, and does not wait where nobody does', async () => {
    const quiet = server(7, [[]]);
    expect(await finalPosition(quiet, 3)).toBe(7);
    expect(quiet.asked).toEqual(['head', 'writers']);
  });

  it('does not ask who writes where nothing was drawn', async () => {
    const idle = server(3, []);
    expect(await finalPosition(idle, 3)).toBe(3);
    expect(idle.asked).toEqual(['head']);
  });

  it('waits for those who wrote then, and for nobody who came later', async () => {
    const busy = server(7, [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd', 'b'],
      ['c', 'd'],
    ]);
    expect(await finalPosition(busy, 3)).toBe(7);
    expect(busy.asked.filter((what) => what === 'writers')).toHaveLength(4);
  });

  it('knows no more than before when it is told to give up', async () => {
    const stuck = server(
      7,
      Array.from({ length: 100 }, () => ['a']),
    );
    const stop = new AbortController();
    const waiting = finalPosition(stuck, 3, stop.signal);
    stop.abort();
    expect(await waiting).toBe(3);
  });

  it('refuses a standby, where the locks of the primary do not show', async () => {
    await expect(finalPosition(server(7, [], true), 3)).rejects.toThrow(/standby/);
  });
});
