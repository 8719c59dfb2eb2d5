import { describe, expect, it } from '@jest/globals';
import { IsEmail, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import {
  assertValid,
  definitionOf,
  EventSchema,
  fieldErrors,
  hasPersonalFields,
  jsonSchemaOf,
  MessageRegistry,
  Nested,
  NestedList,
  Personal,
  personalFieldsOf,
  type MessageClass,
} from '../index.js';
import { messageSection } from '../documentation/index.js';

const options = { version: '1.0.0', sender: 'content', description: 'For the specs of personal data.' } as const;
const declare = (type: string, payload: MessageClass) => {
  EventSchema({ ...options, type })(payload);
  return payload;
};

class Address {
  @IsString()
  @Personal({ subject: 'customer.id', forgotten: 'nowhere' })
  street!: string;
}

class Recipient {
  @IsUUID()
  recipientId!: string;

  @IsString()
  @Personal({ subject: 'recipientId' })
  name!: string;

  @Nested(() => Address)
  address!: Address;
}

class Customer {
  @IsUUID()
  id!: string;

  @IsEmail({}, { message: '$value is no address' })
  @Personal({ subject: 'id' })
  email!: string;
}

class Parcel {
  @NestedList(() => Recipient)
  recipients!: Recipient[];
}

class ParcelSent {
  @IsUUID()
  id!: string;

  @Nested(() => Customer)
  customer!: Customer;

  @NestedList(() => Parcel)
  parcels!: Parcel[];

  @IsOptional()
  @IsString()
  @Length(3, 10)
  @Personal({ subject: 'customer.id', forgotten: '(forgotten)' })
  note?: string;
}
declare('ParcelSent', ParcelSent);

const ID = '01930d5e-c3f1-7b20-8d44-9e1f2a3b4c5d';
const parcel = {
  id: '01930d5e-d000-7000-8000-000000000000',
  customer: { id: ID, email: 'ada@example.org' },
  parcels: [{ recipients: [{ recipientId: ID, name: 'Grace', address: { street: 'Elm Street' } }] }],
  note: 'fragile',
};

describe('The personal fields of a message', () => {
  it('are found in nested objects and lists, each with the nearest field that names its subject', () => {
    expect(personalFieldsOf(definitionOf(ParcelSent))).toEqual([
      { path: 'note', subject: 'customer.id', forgotten: '(forgotten)' },
      { path: 'customer.email', subject: 'customer.id', forgotten: null },
      {
        path: 'parcels[].recipients[].name',
        subject: 'parcels[].recipients[].recipientId',
        forgotten: null,
      },
      { path: 'parcels[].recipients[].address.street', subject: 'customer.id', forgotten: 'nowhere' },
    ]);
    expect(hasPersonalFields(definitionOf(ParcelSent))).toBe(true);
  });

  it.each(['nobody', 'name', 'customers.id', 'secret', ''])(
    'must name a subject that can be found, unlike "%s"',
    (subject) => {
      class Member {
        @IsUUID()
        id!: string;
      }
      class Joined {
        @IsString()
        @Personal({ subject })
        name!: string;

        @NestedList(() => Member)
        customers!: Member[];

        @IsString()
        @Personal({ subject: 'customers' })
        secret!: string;
      }
      declare('Joined', Joined);
      expect(() => new MessageRegistry([Joined])).toThrow(
        `Joined.name is personal and names the subject "${subject}": expected a field beside it`,
      );
    },
  );

  it('must not hold others', () => {
    class Sent {
      @Nested(() => Customer)
      @Personal({ subject: 'by' })
      customer!: Customer;

      @IsString()
      by!: string;
    }
    declare('Sent', Sent);
    expect(() => new MessageRegistry([Sent])).toThrow('Sent.customer is personal as a whole');
  });

  it('cannot be those of a class that holds itself', () => {
    class Person {
      @IsUUID()
      id!: string;

      @IsString()
      @Personal({ subject: 'id' })
      name!: string;

      @IsOptional()
      @NestedList(() => Person)
      children?: Person[];
    }
    declare('PersonBorn', Person);
    expect(() => new MessageRegistry([Person])).toThrow('Person has personal fields and holds itself');
  });

  it('stand in the JSON Schema and the docs', () => {
    const schema = jsonSchemaOf(definitionOf(ParcelSent));
    expect(schema.properties?.['note']).toMatchObject({ 'x-personal': 'customer.id' });
    expect(schema.$defs?.['Address']?.properties?.['street']).toMatchObject({ 'x-personal': 'customer.id' });
    expect(messageSection(definitionOf(ParcelSent), undefined)).toContain(
      '| `note` | string, 3 to 10 characters | no | Personal data of the subject in `customer.id`: encrypted. |',
    );
  });

  it('are not shown when they are wrong', () => {
    const wrong = structuredClone(parcel);
    wrong.customer.email = 'ada at example';
    wrong.note = 'do not ring the bell of my neighbour';
    (wrong.parcels[0]?.recipients[0] as { name: unknown }).name = 4711;
    let failure: unknown;
    try {
      assertValid(definitionOf(ParcelSent), wrong);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({
      code: 'MESSAGE.INVALID',
      fields: [
        { field: 'customer.email', value: '(personal)', message: 'does not fit its rule' },
        { field: 'parcels.0.recipients.0.name', value: '(personal)', message: 'must be a string' },
        { field: 'note', value: '(personal)', message: expect.stringContaining('shorter than or equal to 10') },
      ],
    });
    expect(JSON.stringify([(failure as Error).message, failure])).not.toMatch(/ada|neighbour|4711/);
    expect(fieldErrors([])).toEqual([]);
  });
});
