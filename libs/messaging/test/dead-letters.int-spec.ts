import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventSchema, Personal } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { eventStoreOver, InMemorySubjectKeys } from '@edda/event-store/testing';
import { EddaError, newId } from '@edda/kernel';
import { eventually } from '@edda/test-database';
import { IsString } from 'class-validator';
import { DeadLetters, type BrokerRecord, type DeadLetter, type Delivery } from '../src/index.js';
import { deliveryWorld } from './support/delivery-world.js';
import type { LetterSent } from './support/letters.js';
import { idOf, letter, recordOf, without } from './support/records.js';

@EventSchema({
  type: 'MemberGreeted',
  version: '1.0.0',
  sender: 'content',
  listeners: ['learning'],
  description: 'For the specs of dead letters.',
})
class MemberGreeted {
  @IsString()
  memberId!: string;

  @Personal({ subject: 'memberId', forgotten: '(forgotten)' })
  @IsString()
  name!: string;
}

const world = deliveryWorld('dead_letters');
let letters: DeadLetters;
let unreadable: Set<string>;
const woken: string[] = [];

beforeEach(() => {
  unreadable = new Set(['bad']);
  const wake = (subscription: string): void => {
    woken.push(subscription);
    for (const reader of world.readers) reader.wake();
  };
  letters = new DeadLetters(eventStoreOver(world.dataSource, 'learning').unitOfWork, { wake });
});

const textOf = ({ data }: Delivery): string => (data as LetterSent).text;

async function readAll(): Promise<void> {
  await world.read(async (delivery, unitOfWork) => {
    if (unreadable.has(textOf(delivery))) {
      throw new EddaError('conflict', 'LETTER.UNREADABLE', 'Nobody can read this letter.');
    }
    await world.keep(delivery, unitOfWork);
  });
}

async function onlyLetter(): Promise<DeadLetter> {
  const [letterOfTest] = await letters.list({ subscription: world.group }, { limit: 2 });
  if (!letterOfTest) throw new Error('There is no dead letter.');
  return letterOfTest;
}

/** Redrives it and waits until it has died again. */
async function redriveInVain(id: string): Promise<void> {
  await letters.redrive(id, 'ann');
  await eventually(async () => expect((await letters.get(id))?.status).toBe('dead'));
}

describe('A dead letter', () => {
  it('tells what was published, why it died and who waits behind it', async () => {
    await readAll();
    const bad = letter('a', 'bad');
    await world.broker.hand(
      [letter('a', 'a1'), bad, letter('a', 'a3')].sort((one, other) => one.offset - other.offset),
    );
    expect(await world.kept()).toEqual([]);
    expect(await onlyLetter()).toMatchObject({
      status: 'dead',
      subscription: world.group,
      messageId: idOf(bad),
      type: 'LetterSent',
      tenantId: 'acme',
      key: 'acme/a',
      correlationId: bad.headers['ce_correlationid'],
      topic: 'content_events',
      partition: 0,
      offset: bad.offset,
      headers: bad.headers,
      value: '{"text":"bad"}',
      code: 'LETTER.UNREADABLE',
      message: 'Nobody can read this letter.',
      attempts: 1,
      holdsKey: true,
      behind: 2,
      rounds: [{ round: 1, code: 'LETTER.UNREADABLE', redrivenAt: null }],
    });
  });

  it('is found by what it is, page by page, the newest first', async () => {
    await readAll();
    for (const streamId of ['a', 'b', 'c']) await world.broker.hand([letter(streamId, 'bad')]);
    const subscription = world.group;
    const all = await letters.list({ subscription }, { limit: 10 });
    expect(all.map(({ key }) => key)).toEqual(['acme/c', 'acme/b', 'acme/a']);
    const page = await letters.list({ subscription }, { limit: 2, before: all[0]?.id ?? '' });
    expect(page.map(({ key }) => key)).toEqual(['acme/b', 'acme/a']);
    const found = async (filter: object): Promise<number> =>
      (await letters.list({ subscription, ...filter }, { limit: 10 })).length;
    expect(await found({ key: 'acme/b' })).toBe(1);
    expect(await found({ tenantId: 'acme' })).toBe(3);
    expect(await found({ tenantId: 'other' })).toBe(0);
    expect(await found({ code: 'LETTER.UNREADABLE', type: 'LetterSent', status: 'dead' })).toBe(3);
    expect(await found({ correlationId: all[1]?.correlationId })).toBe(1);
    expect(await found({ ids: [all[1]?.id, 'no id'] })).toBe(1);
    expect(await found({ until: all[2]?.diedAt })).toBe(0);
    expect(await found({ since: all[2]?.diedAt })).toBe(3);
  });

  it('is unknown by an id that there is not', async () => {
    expect(await letters.get(newId())).toBeNull();
    expect(await letters.get('no id')).toBeNull();
    await expect(letters.redrive(newId(), null)).rejects.toMatchObject({ code: 'DEAD_LETTER.NOT_FOUND' });
  });
});

describe('A dead letter that is redriven', () => {
  it('is handled in its place, before what waits behind it and what arrives meanwhile', async () => {
    await readAll();
    await world.broker.hand([letter('a', 'bad'), letter('a', 'a2')]);
    unreadable.clear();
    const { id } = await onlyLetter();
    const redriven = letters.redrive(id, 'ann');
    const arriving = world.broker.hand(['a3', 'a4', 'a5'].map((text) => letter('a', text)));
    await Promise.all([redriven, arriving]);
    await eventually(async () => expect(await world.kept()).toEqual(['bad', 'a2', 'a3', 'a4', 'a5']));
    expect(await letters.get(id)).toMatchObject({ status: 'handled', rounds: [{ round: 1, redrivenBy: 'ann' }] });
    expect(woken).toContain(world.group);
    expect(await world.keyRows()).toEqual([{ last: 5, state: 'open' }]);
  });

  it('comes back with its history when it fails again, and is not redriven a third time in a row', async () => {
    await readAll();
    await world.broker.hand([letter('a', 'bad')]);
    const { id } = await onlyLetter();
    await redriveInVain(id);
    await redriveInVain(id);
    expect((await letters.get(id))?.rounds).toMatchObject([
      { round: 1, redrivenBy: 'ann' },
      { round: 2, redrivenBy: 'ann' },
      { round: 3, redrivenAt: null },
    ]);
    await expect(letters.redrive(id, 'ann')).rejects.toMatchObject({ kind: 'conflict', code: 'DEAD_LETTER.LOOPING' });
    await letters.editPayload(id, { text: 'good' }, 'ann');
    await letters.redrive(id, 'ann');
    await eventually(async () => expect(await world.kept()).toEqual(['good']));
  });

  it('cannot be redriven, edited or discarded meanwhile', async () => {
    await readAll();
    await world.broker.hand([letter('a', 'bad')]);
    await Promise.all(world.readers.splice(0).map((reader) => reader.stop(1000)));
    const { id } = await onlyLetter();
    await letters.redrive(id, null);
    const refused = { kind: 'conflict', code: 'DEAD_LETTER.NOT_DEAD' };
    await expect(letters.redrive(id, null)).rejects.toMatchObject(refused);
    await expect(letters.editPayload(id, { text: 'x' }, null)).rejects.toMatchObject(refused);
    await expect(letters.discard(id, 'No use.', null)).rejects.toMatchObject(refused);
  });

  it('may be one of many, and those that cannot be are named', async () => {
    await readAll();
    for (const streamId of ['a', 'b', 'c']) await world.broker.hand([letter(streamId, 'bad')]);
    const [looping] = await letters.list({ subscription: world.group, key: 'acme/b' }, { limit: 1 });
    await redriveInVain(looping?.id ?? '');
    await redriveInVain(looping?.id ?? '');
    unreadable.clear();
    await expect(letters.redriveAll({}, null)).rejects.toMatchObject({ code: 'DEAD_LETTER.FILTER_MISSING' });
    const result = await letters.redriveAll({ subscription: world.group }, 'ann');
    expect(result.redriven).toHaveLength(2);
    expect(result.refused).toMatchObject([{ id: looping?.id, code: 'DEAD_LETTER.LOOPING' }]);
    await eventually(async () => expect(await world.kept()).toEqual(['bad', 'bad']));
  });
});

describe('A payload that is edited', () => {
  it('must fit the schema', async () => {
    await readAll();
    await world.broker.hand([letter('a', 'bad')]);
    const { id } = await onlyLetter();
    await expect(letters.editPayload(id, { text: 7 }, null)).rejects.toMatchObject({ code: 'MESSAGE.INVALID' });
    await letters.editPayload(id, { text: 'good' }, 'ann');
    expect(await letters.get(id)).toMatchObject({ value: '{"text":"good"}', editedBy: 'ann' });
  });

  it('mends one that was no JSON', async () => {
    await readAll();
    await world.broker.hand([{ ...letter('a', 'broken'), value: '{"text":' }]);
    const { id } = await onlyLetter();
    await letters.editPayload(id, { text: 'mended' }, null);
    await letters.redrive(id, null);
    await eventually(async () => expect(await world.kept()).toEqual(['mended']));
  });

  it('does not mend headers', async () => {
    await readAll();
    await world.broker.hand([without(letter('a', 'broken'), 'ce_tenantid')]);
    const { id } = await onlyLetter();
    await expect(letters.editPayload(id, { text: 'x' }, null)).rejects.toMatchObject({
      code: 'DEAD_LETTER.ENVELOPE_BROKEN',
    });
  });
});

describe('Personal fields', () => {
  it('are encrypted again when a payload is edited, and may be left as they were', async () => {
    const store = new PostgresEventStore(world.dataSource, { source: 'learning', keys: new InMemorySubjectKeys() });
    const personal = new DeadLetters(store.unitOfWork);
    const seen: unknown[] = [];
    const handle = async ({ data }: Delivery): Promise<void> => {
      seen.push((data as MemberGreeted).name);
      throw new EddaError('conflict', 'MEMBER.UNKNOWN', 'Nobody knows this member.');
    };
    const reader = await world.read(handle, { payload: MemberGreeted, runner: { unitOfWork: store.unitOfWork } });
    await world.broker.hand([recordOf(MemberGreeted, { memberId: 'm-1', name: 'Ann' })]);
    const { id } = await onlyLetter();
    const edited = await personal.editPayload(id, { memberId: 'm-1', name: 'Bea' }, null);
    expect(edited.value).not.toContain('Bea');
    await personal.editPayload(id, JSON.parse(edited.value), null);
    await personal.redrive(id, null);
    reader.wake();
    await eventually(() => expect(seen).toEqual(['Ann', 'Bea']));
    await store.close();
  });
});

describe('A dead letter that is discarded', () => {
  it('lets its key go on, is not handled when it comes again, and keeps the note', async () => {
    await readAll();
    const bad = letter('a', 'bad');
    await world.broker.hand([bad, letter('a', 'a2')]);
    const { id } = await onlyLetter();
    await expect(letters.discard(id, ' ', 'ann')).rejects.toMatchObject({ code: 'DEAD_LETTER.NOTE_MISSING' });
    await letters.discard(id, 'It was a test.', 'ann');
    await eventually(async () => expect(await world.kept()).toEqual(['a2']));
    unreadable.clear();
    await world.broker.hand([{ ...bad, offset: bad.offset + 1000 }]);
    expect(await world.kept()).toEqual(['a2']);
    expect(await letters.get(id)).toMatchObject({ status: 'discarded', note: 'It was a test. (ann)' });
    await eventually(async () => expect(await world.keyRows()).toEqual([{ last: 2, state: 'open' }]));
  });

  it('leaves nothing behind of a message that never had an envelope', async () => {
    await readAll();
    const broken = without(letter('a', 'broken'), 'ce_id');
    await world.broker.hand([broken]);
    const { id } = await onlyLetter();
    await letters.discard(id, 'It is broken.', null);
    await world.broker.hand([{ ...broken, offset: broken.offset + 1000 }]);
    expect(await letters.list({ subscription: world.group }, { limit: 5 })).toMatchObject([{ status: 'discarded' }]);
    expect(await world.parked()).toEqual([]);
  });
});

describe('The topic of dead letters', () => {
  const copies = (): { topic: string; key: string; headers: Readonly<Record<string, string>>; value: string }[] =>
    world.broker.published.filter(({ topic }) => topic === 'dead_letters');

  it('gets a copy with the headers that consoles know', async () => {
    await readAll();
    const bad: BrokerRecord = letter('a', 'bad');
    await world.broker.hand([bad]);
    await eventually(() => expect(copies()).toHaveLength(1));
    expect(copies()[0]).toMatchObject({
      key: 'acme/a',
      value: '{"text":"bad"}',
      headers: {
        ...bad.headers,
        'kafka_dlt-original-topic': 'content_events',
        'kafka_dlt-original-partition': '0',
        'kafka_dlt-original-offset': String(bad.offset),
        'kafka_dlt-original-timestamp': String(bad.timestamp.getTime()),
        'kafka_dlt-original-consumer-group': world.group,
        'kafka_dlt-exception-fqcn': 'EddaError',
        'kafka_dlt-exception-message': 'Nobody can read this letter.',
        'kafka_dlt-exception-stacktrace': expect.stringContaining('EddaError') as unknown,
        'edda-dead-letter-id': (await onlyLetter()).id,
      },
    });
  });

  it('gets it later when the broker is away', async () => {
    await readAll();
    world.broker.failures.push(new EddaError('unavailable', 'BROKER.UNAVAILABLE', 'The broker is away.'));
    await world.broker.hand([letter('a', 'bad')]);
    await eventually(() => expect(world.broker.failures).toEqual([]));
    await world.dataSource.query('update dead_letters set copy_due_at = now() where copy_due_at is not null');
    for (const reader of world.readers) reader.wake();
    await eventually(() => expect(copies()).toHaveLength(1));
  });

  it('gets it without its content when the broker refuses it', async () => {
    await readAll();
    const tooLarge = new EddaError('too-large', 'BROKER.RECORD_TOO_LARGE', 'It is too large.');
    world.broker.failures.push(tooLarge, tooLarge);
    await world.broker.hand([letter('a', 'bad')]);
    await eventually(() => expect(copies()).toHaveLength(1));
    expect(copies()[0]).toMatchObject({ value: 'null', headers: { 'edda-truncated': 'true' } });
  });
});
