import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { PostgresEventStore, PostgresSubjectKeys, streamName, type OnForgotten } from '../src/index.js';
import { MemberNames } from './support/member-names.js';
import { MemberJoined } from './support/members.js';

let postgres: ThrowAwayPostgres;
let keys: PostgresSubjectKeys;
let store: PostgresEventStore;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  const secret = randomBytes(32).toString('base64');
  keys = await PostgresSubjectKeys.open({ url: await postgres.database('keys'), secret });
  store = await PostgresEventStore.open({ url: await postgres.database('log'), source: 'content', keys });
});

afterEach(async () => {
  await store.close();
  await keys.close();
});

async function join(memberId: string): Promise<number> {
  const event = message(MemberJoined, {
    memberId,
    name: 'Ada Lovelace',
    address: { street: '12 St James Square', town: 'London' },
    year: 1815,
  });
  const result = await store.append(streamName('member', memberId), [event], { expected: 'any' });
  return result.ok ? result.position : 0;
}

const names = () => store.dataSource.query<unknown[]>('select name, forgotten from member_names order by member_id');

const erase: OnForgotten = async (subject, write) => {
  const table = write.tableOf('member_names');
  await write.query(`update ${table} set name = '', forgotten = forgotten + 1 where member_id = $1`, [subject]);
};

describe('A projection of personal data', () => {
  it('is refused unless it says what it does when a subject is forgotten', async () => {
    new MemberNames(store.projections, 'inline');
    await expect(store.projections.start()).rejects.toThrow(
      'Projection member-names@1 follows MemberJoined, which has personal fields: say in `onForgotten` what it does when their subject is forgotten.',
    );
  });

  it('may keep what it holds', async () => {
    new MemberNames(store.projections, 'inline', 'keep');
    await store.projections.start();
    const memberId = newId();
    await join(memberId);
    await store.personalData.forget('default', memberId);
    expect(await names()).toEqual([{ name: 'Ada Lovelace', forgotten: 0 }]);
  });

  it.each(['inline', 'async'] as const)('erases it once, and does not get it back by a rebuild (%s)', async (mode) => {
    new MemberNames(store.projections, mode, erase);
    await store.projections.start();
    const [ada, other] = [newId(), newId()];
    await join(ada);
    await join(other);
    await store.personalData.forget('default', ada);
    await store.projections.waitFor('member-names', await store.finalPosition());
    const held = [
      { name: '', forgotten: 1 },
      { name: 'Ada Lovelace', forgotten: 0 },
    ];
    expect(await names()).toEqual(held);
    await store.projections.rebuild('member-names');
    expect(await names()).toEqual(held);
  });
});
