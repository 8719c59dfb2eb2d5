import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { contextOrNew, newId, runInContext } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { PostgresEventStore, PostgresSubjectKeys, streamName, type RecordedMessage } from '../src/index.js';
import { GreetMember, MemberJoined, PartyHeld } from './support/members.js';

let postgres: ThrowAwayPostgres;
let keys: PostgresSubjectKeys;
let store: PostgresEventStore;
let url: string;
const others: PostgresEventStore[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  const secret = randomBytes(32).toString('base64');
  keys = await PostgresSubjectKeys.open({ url: await postgres.database('keys'), secret });
  url = await postgres.database('log');
  store = await PostgresEventStore.open({ url, source: 'content', keys });
});

afterEach(async () => {
  await Promise.all([store, ...others.splice(0)].map((one) => one.close()));
  await keys.close();
});

/** Another process over the same log and keys. */
async function anotherStore(): Promise<PostgresEventStore> {
  const other = await PostgresEventStore.open({ url, source: 'content', keys });
  others.push(other);
  return other;
}

const joined = (memberId: string, name = 'Ada Lovelace') =>
  message(MemberJoined, {
    memberId,
    name,
    address: { street: '12 St James Square', town: 'London' },
    phones: ['+44 1 4711'],
    year: 1815,
  });

async function join(memberId: string, tenantId = 'default', by = store): Promise<string> {
  const id = newId();
  await by.append(streamName('member', memberId, tenantId), [{ ...joined(memberId), id }], { expected: 'any' });
  return id;
}

async function read(memberId: string, tenantId = 'default', by = store): Promise<RecordedMessage[]> {
  const found: RecordedMessage[] = [];
  for await (const event of by.readStream(streamName('member', memberId, tenantId))) found.push(event);
  return found;
}

/** Every text in every column of every table of the log's database. */
async function everything(): Promise<string> {
  const tables = await store.dataSource.query<{ name: string }[]>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => store.dataSource.query<{ text: string }[]>(`select t::text as text from ${name} t`)),
  );
  return rows
    .flat()
    .map(({ text }) => text)
    .join('\n');
}

const forgottenEvents = async (): Promise<RecordedMessage[]> => {
  const found: RecordedMessage[] = [];
  for await (const event of store.readAll({ types: ['SubjectForgotten'], allTenants: true })) found.push(event);
  return found;
};

const SECRETS = /Lovelace|James Square|London|\+44 1 4711|Grace Elm|birthday|Welcome!/;

describe('Personal data', () => {
  it('is readable in the code and nowhere in the database', async () => {
    const [ada, grace] = [newId(), newId()];
    await join(ada);
    await store.unitOfWork.run(async () => {
      store.unitOfWork.append(
        streamName('party', newId()),
        [message(PartyHeld, { hostId: ada, guests: [{ guestId: grace, name: 'Grace Elm', remark: 'Her birthday.' }] })],
        'none',
      );
      store.unitOfWork.send(message(GreetMember, { memberId: ada, text: 'Welcome!' }), { key: ada });
    });
    const [event] = await read(ada);
    expect(event?.data).toEqual(joined(ada).data);
    expect(event).not.toHaveProperty('forgottenFields');
    const found: unknown[] = [];
    for await (const { data } of store.readAll({ kinds: ['event', 'command'] })) found.push(data);
    expect(found).toEqual([
      joined(ada).data,
      { hostId: ada, guests: [{ guestId: grace, name: 'Grace Elm', remark: 'Her birthday.' }] },
      { memberId: ada, text: 'Welcome!' },
    ]);
    const stored = await everything();
    expect(stored).toContain(ada);
    expect(stored).toContain('$personal');
    expect(stored).not.toMatch(SECRETS);
  });

  it('is stored as it is encrypted when it is read raw', async () => {
    const ada = newId();
    await join(ada);
    for await (const { data } of store.readStream(streamName('member', ada), { raw: true })) {
      expect(data).toMatchObject({ memberId: ada, name: { $personal: 1, subject: ada }, year: 1815 });
    }
  });

  it('that is null or left out needs no subject and stays so', async () => {
    const ada = newId();
    const { phones: _, ...data } = joined(ada).data;
    const stream = streamName('member', ada);
    await store.append(stream, [message(MemberJoined, data), message(MemberJoined, { ...data, phones: null })], {
      expected: 'none',
    });
    await store.personalData.forget('default', ada);
    expect((await read(ada)).map((event) => (event.data as MemberJoined).phones)).toEqual([undefined, null]);
  });

  it('is validated before it is encrypted, and not shown when it is wrong', async () => {
    const append = store.append(streamName('member', newId()), [joined(newId(), '')], { expected: 'none' });
    await expect(append).rejects.toMatchObject({
      code: 'MESSAGE.INVALID',
      message: expect.stringContaining('name must be longer than or equal to 1 characters, it is (personal)'),
    });
  });

  it('of one is not readable where it was moved to', async () => {
    const [ada, grace] = [newId(), newId()];
    await join(ada);
    await join(ada);
    await join(grace);
    const moves = [
      // To another event, another field, another subject's name on it.
      `update events e set data = f.data from events f where e.version = 2 and f.version = 1 and e.stream_id = f.stream_id`,
      `update events set data = jsonb_set(data::jsonb, '{phones}', data::jsonb -> 'name')::json`,
      `update events set data = replace(data::text, '${ada}', '${grace}')::json`,
    ];
    for (const move of moves) {
      const rows = await store.dataSource.query<{ id: string; data: object }[]>('select id, data from events');
      await store.dataSource.query(move);
      const reading = Promise.all([read(ada), read(grace)]);
      await expect(reading).rejects.toMatchObject({ code: 'PERSONAL_DATA_UNREADABLE', kind: 'unavailable' });
      for (const { id, data } of rows) {
        await store.dataSource.query('update events set data = $2 where id = $1', [id, JSON.stringify(data)]);
      }
      await expect(Promise.all([read(ada), read(grace)])).resolves.toHaveLength(2);
    }
  });

  it('is not taken for forgotten when the keys are those of another store', async () => {
    const ada = newId();
    await join(ada);
    const secret = randomBytes(32).toString('base64');
    const strange = await PostgresSubjectKeys.open({ url: await postgres.database('keys'), secret });
    const other = await PostgresEventStore.open({ url, source: 'content', keys: strange });
    others.push(other);
    await expect(read(ada, 'default', other)).rejects.toMatchObject({
      code: 'PERSONAL_DATA_UNREADABLE',
      message: expect.stringContaining(`there is no key of ${ada} in tenant default`),
    });
    await strange.close();
  });

  it('can neither be stored nor read without keys; the rest can', async () => {
    const ada = newId();
    await join(ada);
    const keyless = await PostgresEventStore.open({ url, source: 'content' });
    others.push(keyless);
    await expect(join(newId(), 'default', keyless)).rejects.toMatchObject({ code: 'PERSONAL_KEYS_MISSING' });
    await expect(read(ada, 'default', keyless)).rejects.toMatchObject({ code: 'PERSONAL_KEYS_MISSING' });
    await expect(keyless.personalData.forget('default', ada)).rejects.toMatchObject({ code: 'PERSONAL_KEYS_MISSING' });
    await expect(keyless.finalPosition()).resolves.toBeGreaterThan(0);
  });

  it('of somebody who is not named is refused', async () => {
    const { memberId: _, ...data } = joined(newId()).data;
    const nobody = message(MemberJoined, { ...data, memberId: newId() });
    const party = message(PartyHeld, { hostId: newId(), guests: [{ guestId: newId(), name: 'x', remark: 'y' }] });
    const guest = party.data.guests[0];
    if (guest) Object.defineProperty(guest, 'guestId', { get: () => newId(), enumerable: false });
    const stream = streamName('party', newId());
    await expect(store.append(stream, [nobody, party], { expected: 'none' })).rejects.toMatchObject({
      code: 'PERSONAL_SUBJECT_MISSING',
      message: expect.stringContaining('guests.0.name of PartyHeld is personal, and guests[].guestId does not say'),
    });
    expect(await store.streamState(stream)).toBeNull();
  });
});

describe('Forgetting a subject', () => {
  it('leaves the replacements of their fields, and says which', async () => {
    const ada = newId();
    await join(ada);
    await store.personalData.forget('default', ada, 'Request 1.');
    for (const by of [store, await anotherStore()]) {
      expect(await read(ada, 'default', by)).toMatchObject([
        {
          data: { memberId: ada, name: '(forgotten)', address: { street: '', town: '' }, phones: null, year: 1815 },
          forgottenFields: ['name', 'address', 'phones'],
        },
      ]);
    }
  });

  it('changes nothing for other subjects, in the same event either, nor in other tenants', async () => {
    const [ada, grace] = [newId(), newId()];
    await join(ada);
    await join(ada, 'other');
    await join(grace);
    const party = { hostId: ada, guests: [{ guestId: grace, name: 'Grace', remark: 'Late.' }] };
    await store.append(streamName('member', `${ada}-party`), [message(PartyHeld, party)], { expected: 'none' });
    await store.personalData.forget('default', ada);
    expect((await read(grace))[0]?.data).toEqual(joined(grace).data);
    expect((await read(ada, 'other'))[0]?.data).toEqual(joined(ada).data);
    expect(await read(`${ada}-party`)).toMatchObject([
      {
        data: { hostId: ada, guests: [{ guestId: grace, name: 'Grace', remark: '' }] },
        forgottenFields: ['guests.0.remark'],
      },
    ]);
    expect(await store.personalData.isForgotten('default', ada)).toBe(true);
    expect(await store.personalData.isForgotten('other', ada)).toBe(false);
  });

  it('publishes it once, however often it is repeated', async () => {
    const ada = newId();
    const first = await store.personalData.forget('default', ada, 'Request 1.');
    expect(await (await anotherStore()).personalData.forget('default', ada, 'Request 2.')).toEqual(first);
    expect(await forgottenEvents()).toMatchObject([
      {
        tenantId: 'default',
        streamId: `subject-${ada}`,
        version: 1,
        topic: 'system_events',
        data: { subjectId: ada, forgottenAt: first.forgottenAt.toISOString(), reason: 'Request 1.' },
      },
    ]);
    expect(await keys.unannounced('content')).toEqual([]);
  });

  it('refuses what is personal to them from then on, and nothing else', async () => {
    const ada = newId();
    await store.personalData.forget('default', ada);
    await expect(join(ada)).rejects.toMatchObject({ kind: 'gone', code: 'SUBJECT_FORGOTTEN' });
    await expect(join(newId())).resolves.toBeDefined();
  });

  it('is finished by the next start when the process died behind the key', async () => {
    const ada = newId();
    await join(ada);
    await keys.forget('default', ada, 'content', 'Request 1.');
    expect(await forgottenEvents()).toEqual([]);
    const restarted = await anotherStore();
    await restarted.personalData.finish();
    await restarted.personalData.finish();
    expect(await forgottenEvents()).toMatchObject([{ data: { subjectId: ada, reason: 'Request 1.' } }]);
    expect(await keys.unannounced('content')).toEqual([]);
  });

  it('is finished by repeating it when the process died behind the event', async () => {
    const ada = newId();
    const announced = jest.spyOn(keys, 'announced').mockRejectedValueOnce(new Error('Killed here.'));
    await expect(store.personalData.forget('default', ada)).rejects.toThrow('Killed here.');
    announced.mockRestore();
    await store.personalData.forget('default', ada);
    expect(await forgottenEvents()).toHaveLength(1);
    expect(await keys.unannounced('content')).toEqual([]);
  });

  it('may happen inside a unit of work, and the key stays deleted when that is undone', async () => {
    const ada = newId();
    await join(ada);
    await expect(
      store.unitOfWork.run(async () => {
        await store.personalData.forget('default', ada);
        throw new Error('Undone.');
      }),
    ).rejects.toThrow('Undone.');
    expect(await forgottenEvents()).toEqual([]);
    expect((await read(ada))[0]?.forgottenFields).toHaveLength(3);
    await store.unitOfWork.run(() => store.personalData.forget('default', ada));
    expect(await forgottenEvents()).toHaveLength(1);
  });

  it('is for the own tenant only', async () => {
    const context = { ...contextOrNew(), tenantId: 'mine' };
    const ada = newId();
    const attempt = runInContext(context, () => store.personalData.forget('default', ada));
    await expect(attempt).rejects.toMatchObject({ kind: 'forbidden', code: 'TENANT_MISMATCH' });
    expect(await keys.isForgotten('default', ada)).toBe(false);
  });

  it('takes an id of 1 to 200 characters', async () => {
    for (const id of ['', 'x'.repeat(201)]) {
      await expect(store.personalData.forget('default', id)).rejects.toMatchObject({ code: 'SUBJECT_ID_INVALID' });
    }
  });

  it('while they are written of leaves nothing readable', async () => {
    const other = await anotherStore();
    const subjects = Array.from({ length: 12 }, () => newId());
    await Promise.all(
      subjects.flatMap((subject, index) => [
        ...[store, other, store].map((by) =>
          join(subject, 'default', by).catch((error: unknown) => {
            expect(error).toMatchObject({ code: 'SUBJECT_FORGOTTEN' });
          }),
        ),
        (index % 2 ? store : other).personalData.forget('default', subject),
      ]),
    );
    const fresh = await anotherStore();
    for (const subject of subjects) {
      for (const { data } of await read(subject, 'default', fresh)) {
        expect(data).toMatchObject({ name: '(forgotten)', phones: null });
      }
    }
    expect(await forgottenEvents()).toHaveLength(subjects.length);
    expect(await everything()).not.toMatch(SECRETS);
  });

  it('that another service published is noted once and not published again', async () => {
    const ada = newId();
    const learning = await PostgresEventStore.open({ url: await postgres.database('log'), source: 'learning', keys });
    others.push(learning);
    const forgotten = await store.personalData.forget('default', ada);
    await learning.personalData.heard(forgotten);
    await learning.unitOfWork.run(() => learning.personalData.heard(forgotten));
    await learning.personalData.forget('default', ada);
    const noted: RecordedMessage[] = [];
    for await (const event of learning.readAll()) noted.push(event);
    expect(noted).toMatchObject([{ type: 'SubjectForgotten', topic: null, data: { subjectId: ada } }]);
    expect(noted[0]?.id).toBe((await forgottenEvents())[0]?.id);
  });
});

describe('Somebody who was forgotten by another process', () => {
  it('is not written about with a key that is still remembered', async () => {
    const ada = newId();
    const other = await anotherStore();
    await join(ada, 'default', other);
    await store.personalData.forget('default', ada);
    await expect(join(ada, 'default', other)).rejects.toMatchObject({ kind: 'gone', code: 'SUBJECT_FORGOTTEN' });
    expect(await read(ada)).toHaveLength(1);
  });

  it('waits for a unit of work that is writing about them, and is refused to those behind', async () => {
    const ada = newId();
    const order: string[] = [];
    const other = await anotherStore();
    await join(ada, 'default', other);
    const writers = Array.from({ length: 12 }, async () => {
      try {
        await join(ada, 'default', other);
        order.push('written');
      } catch (error) {
        order.push((error as { code: string }).code);
      }
    });
    await Promise.all([...writers, store.personalData.forget('default', ada).then(() => order.push('forgotten'))]);
    expect(order).toContain('forgotten');
    const [event] = await forgottenEvents();
    const later = await Promise.all((await read(ada)).map(({ position }) => position > (event?.position ?? 0)));
    expect(later).not.toContain(true);
  });
});
