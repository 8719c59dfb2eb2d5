import { describe, expect, it } from '@jest/globals';
import { EventSchema, MessageRegistry, Personal, type MessageClass, type Upcasters } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { Allow, IsDefined, IsOptional, IsString } from 'class-validator';
import fc from 'fast-check';
import { StoredMessageCodec } from '../codec/stored-message-codec.js';
import type { PendingMessage } from '../recorded-message.js';
import { InMemorySubjectKeys } from './in-memory-subject-keys.js';
import { SubjectKeys } from './subject-keys.js';

const TYPE = 'PatientSeen';
const store = new InMemorySubjectKeys();

function build(payload: MessageClass, version: string, upcasters?: Upcasters): StoredMessageCodec {
  EventSchema({ type: TYPE, version, sender: 'content', description: 'For specs.', upcasters })(payload);
  return new StoredMessageCodec({ messages: new MessageRegistry([payload]), keys: new SubjectKeys(store) });
}

class Seen {
  @IsString()
  patientId!: string;

  @IsDefined()
  @Personal({ subject: 'patientId', forgotten: 'unknown' })
  complaint!: unknown;

  @IsOptional()
  @Personal({ subject: 'patientId' })
  phone?: unknown;

  @Allow()
  free?: unknown;
}

/** As a later build has it: the class of major 1 is gone, and so is the phone. */
class SeenLater {
  @IsString()
  patientId!: string;

  @IsString()
  @Personal({ subject: 'patientId', forgotten: 'gone' })
  complaint!: string;
}

const later = (): StoredMessageCodec =>
  build(SeenLater, '2.0.0', {
    1: ({ patientId, complaint, phone }: Seen) => ({ patientId, complaint: `${String(complaint)}, ${String(phone)}` }),
  });

function pending(data: object, schemaVersion = '1.0.0'): PendingMessage {
  return {
    ...{ id: newId(), kind: 'event', tenantId: 'default', streamId: 'patient-1', category: 'patient', type: TYPE },
    ...{ schemaVersion, topic: null, data, recordedAt: new Date() },
    metadata: { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: 'content' },
  };
}

async function one<T>(messages: readonly T[] | Promise<readonly T[]>): Promise<T> {
  return (await messages)[0] as T;
}

describe('A codec with keys', () => {
  it('gives back any value that JSON can hold', async () => {
    const codec = build(Seen, '1.0.0');
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.jsonValue(), async (patientId, complaint) => {
        const plain = pending({ patientId, complaint, free: [complaint] });
        const stored = await one(codec.encode([plain]));
        if (complaint !== null) expect(stored.data).toMatchObject({ complaint: { $personal: 1, subject: patientId } });
        expect(JSON.stringify((await one(codec.decode([stored]))).data)).toBe(JSON.stringify(plain.data));
      }),
    );
  });

  it('encrypts the same value differently every time', async () => {
    const codec = build(Seen, '1.0.0');
    const plain = pending({ patientId: newId(), complaint: 'cough' });
    const [first, second] = [await one(codec.encode([plain])), await one(codec.encode([plain]))];
    expect(first.data).not.toEqual(second.data);
    expect(plain.data).toMatchObject({ complaint: 'cough' });
  });

  it('decrypts what an older build encrypted, before it is upcast', async () => {
    const stored = await one(
      build(Seen, '1.0.0').encode([pending({ patientId: 'p1', complaint: 'cough', phone: '4711' })]),
    );
    const read = await one(later().decode([stored]));
    expect(read).toMatchObject({ data: { patientId: 'p1', complaint: 'cough, 4711' }, schemaVersion: '2.0.0' });
    expect(JSON.stringify(stored)).not.toMatch(/cough|4711/);
  });

  it('gives an upcaster the replacements of a forgotten subject: null where no version known here says another', async () => {
    const stored = await one(
      build(Seen, '1.0.0').encode([pending({ patientId: 'p2', complaint: 'cough', phone: '4711' })]),
    );
    await store.forget('default', 'p2', 'content', null);
    expect(await one(later().decode([stored]))).toMatchObject({
      data: { patientId: 'p2', complaint: 'gone, null' },
      forgottenFields: ['complaint', 'phone'],
    });
  });

  it('leaves what only looks encrypted as it is', async () => {
    const forged = { $personal: 1, subject: 'p3', value: 'AAAA' };
    const stored = await one(
      build(Seen, '1.0.0').encode([pending({ patientId: 'p3', complaint: forged, free: forged })]),
    );
    const read = await one(build(Seen, '1.0.0').decode([stored]));
    expect(read.data).toEqual({ patientId: 'p3', complaint: forged, free: forged });
    await expect(later().decode([stored])).resolves.toMatchObject([{ schemaVersion: '2.0.0' }]);
  });

  it('reads what was stored before the field became personal', async () => {
    const read = await one(build(Seen, '1.0.0').decode([pending({ patientId: 'p4', complaint: 'cough' })]));
    expect(read.data).toEqual({ patientId: 'p4', complaint: 'cough' });
  });

  it('lets go of a key when it reads that its subject was forgotten', async () => {
    const codec = build(Seen, '1.0.0');
    const stored = await one(codec.encode([pending({ patientId: 'p5', complaint: 'cough' })]));
    await store.forget('default', 'p5', 'another', null);
    expect((await one(codec.decode([stored]))).data).toMatchObject({ complaint: 'cough' });
    await codec.decode([{ ...pending({ subjectId: 'p5' }), type: 'SubjectForgotten' }]);
    expect((await one(codec.decode([stored]))).data).toMatchObject({ complaint: 'unknown' });
  });

  it('answers at once, with the same messages, where nothing is personal', () => {
    const messages = [{ ...pending({ text: 'a' }), type: 'NeverDeclared' }];
    const codec = build(Seen, '1.0.0');
    expect(codec.encode(messages)).toBe(messages);
    expect(codec.decode(messages)).toBe(messages);
  });
});
