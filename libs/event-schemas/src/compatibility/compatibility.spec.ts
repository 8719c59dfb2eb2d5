import { describe, expect, it } from '@jest/globals';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import {
  CommandSchema,
  definitionOf,
  Description,
  EventSchema,
  InternalEventSchema,
  Nested,
  NestedList,
  Personal,
  RequiredWhen,
  type MessageClass,
  type Upcasters,
} from '../index.js';
import { compatibilityOf, publishedForm } from './index.js';

type Decorators = Readonly<Record<string, readonly PropertyDecorator[]>>;

/** A payload class with these fields. */
function shaped(fields: Decorators): MessageClass {
  class Shaped {}
  for (const [name, decorators] of Object.entries(fields)) {
    for (const decorate of decorators) decorate(Shaped.prototype, name);
  }
  return Shaped;
}

/** Of nested classes the names stand in the schema. */
function named(name: string, fields: Decorators): MessageClass {
  return Object.defineProperty(shaped(fields), 'name', { value: name });
}

interface Options {
  version?: string;
  sender?: 'content' | 'learning';
  upcasters?: Upcasters;
  since?: number;
}

/** The book's definition with these fields instead of its own; a field that is null is taken out. */
function book(fields: Record<string, readonly PropertyDecorator[] | null> = {}, options: Options = {}) {
  const kept = Object.entries({ ...BOOK, ...fields }).filter(([, decorators]) => decorators !== null);
  const payload = shaped(Object.fromEntries(kept) as Decorators);
  EventSchema({ type: 'BookLent', version: '1.0.0', sender: 'content', description: 'It is lent.', ...options })(
    payload,
  );
  return definitionOf(payload);
}

const KEEPER = { name: [IsString()], floor: [IsOptional(), IsInt()] };
const BOOK = {
  bookId: [IsUUID()],
  title: [IsString(), MinLength(1), MaxLength(100)],
  copies: [IsInt(), Min(0), Max(10)],
  state: [IsIn(['lent', 'late'])],
  note: [IsOptional(), IsString()],
  tags: [IsArray(), IsString({ each: true }), ArrayMaxSize(5)],
  keeper: [Nested(() => named('Keeper', KEEPER))],
  places: [NestedList(() => named('Place', KEEPER))],
  reason: [RequiredWhen('state', ['late']), IsString()],
  code: [IsString(), ValidateBy({ name: 'isShelfMark', validator: { validate: () => true } })],
};
const example = {
  ...{ bookId: '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a01', title: 'Edda', copies: 1, state: 'lent', tags: [] },
  ...{ keeper: { name: 'Ann' }, places: [], code: 'A1' },
};
const published = [publishedForm(book(), example)];

const verdictOf = (fields: Record<string, readonly PropertyDecorator[] | null>, options?: Options) =>
  compatibilityOf(published, [book(fields, options)]).problems;

const STORED = 'what is stored or on its way would not fit';
const SENT = 'older builds and other consumers would refuse it';
const BOTH = `${STORED}, and ${SENT}`;
const NEVER_RELEASED =
  'If 1.0.0 was never released, remove libs/event-schemas/published/BookLent/1.0.0.json and run "npm run events:publish" instead.';
const READERS = 'who reads it would find nothing';
const keeper = (fields: Decorators) => ({ keeper: [Nested(() => named('Keeper', { ...KEEPER, ...fields }))] });

describe('A published message', () => {
  it('may stay as it is', () => {
    expect(compatibilityOf(published, [book()], () => example)).toEqual({ problems: [], unpublished: [] });
  });

  it.each<[string, Record<string, readonly PropertyDecorator[] | null>, string]>([
    ['a field that is gone', { note: null }, `"note" is gone (${READERS})`],
    [
      'a field with another name',
      { code: null, mark: BOOK.code },
      `"code" is gone (renamed to mark?) (${READERS}); "mark" is new and must be there (${STORED})`,
    ],
    ['another type', { copies: [IsString()] }, `"copies" is a string now, was an integer (${BOTH})`],
    ['a new field that must be there', { shelf: [IsString()] }, `"shelf" is new and must be there (${STORED})`],
    [
      'a new field that must be there sometimes',
      { shelf: [RequiredWhen('state', ['late']), IsString()] },
      `"shelf" is new and must be there when state is "late" (${STORED})`,
    ],
    ['a field that must be there now', { note: [IsString()] }, `"note" must be there now (${STORED})`],
    [
      'a field that may be left out now',
      { bookId: [IsOptional(), IsUUID()] },
      `"bookId" may be left out now (${SENT})`,
    ],
    [
      'a field that must be there in other cases',
      { reason: [RequiredWhen('state', ['late', 'lent']), IsString()] },
      `"reason" must be there when state is "late" or "lent", was it when state is "late" (${BOTH})`,
    ],
    ['a new value', { state: [IsIn(['lent', 'late', 'lost'])] }, `"state" takes "lost" too (${SENT})`],
    ['a value less', { state: [IsIn(['lent'])] }, `"state" takes "late" no more (${STORED})`],
    ['any value', { state: [IsString()] }, `"state" takes anything now, took only "lent", "late" (${SENT})`],
    [
      'a shorter text',
      { title: [IsString(), MinLength(1), MaxLength(50)] },
      `"title" has maxLength 50, had 100 (${STORED})`,
    ],
    [
      'a longer text',
      { title: [IsString(), MinLength(1), MaxLength(200)] },
      `"title" has maxLength 200, had 100 (${SENT})`,
    ],
    ['a text of any length', { title: [IsString(), MinLength(1)] }, `"title" has maxLength none, had 100 (${SENT})`],
    ['a greater least number', { copies: [IsInt(), Min(1), Max(10)] }, `"copies" has minimum 1, had 0 (${STORED})`],
    ['a smaller least number', { copies: [IsInt(), Min(-1), Max(10)] }, `"copies" has minimum -1, had 0 (${SENT})`],
    [
      'a shorter list',
      { tags: [IsArray(), IsString({ each: true }), ArrayMaxSize(2)] },
      `"tags" has maxItems 2, had 5 (${STORED})`,
    ],
    [
      'a list of something else',
      { tags: [IsArray(), IsInt({ each: true }), ArrayMaxSize(5)] },
      `"tags[]" is an integer now, was a string (${BOTH})`,
    ],
    ['a pattern', { note: [IsOptional(), IsString(), Matches(/^a/)] }, `"note" has pattern "^a", had none (${BOTH})`],
    [
      'another rule that JSON Schema cannot say',
      { code: [IsString(), ValidateBy({ name: 'isOldMark', validator: { validate: () => true } })] },
      `"code" has the rules isOldMark and isString, had isShelfMark and isString (${BOTH})`,
    ],
    [
      'a field less, below',
      { keeper: [Nested(() => named('Keeper', { name: KEEPER.name }))] },
      `"keeper.floor" is gone (${READERS})`,
    ],
    [
      'a new field below that must be there',
      keeper({ age: [IsInt()] }),
      `"keeper.age" is new and must be there (${STORED})`,
    ],
    [
      'another type in a list',
      { places: [NestedList(() => named('Place', { ...KEEPER, name: [IsInt()] }))] },
      `"places[].name" is an integer now, was a string (${BOTH})`,
    ],
    [
      'any object',
      { keeper: [IsDefined()] },
      `"keeper" is anything now, was an object with fields of its own (${BOTH})`,
    ],
    [
      'a field that is personal now',
      { note: [IsOptional(), IsString(), Personal({ subject: 'bookId' })] },
      `"note" has as the subject of its personal data "bookId", had none (${BOTH})`,
    ],
  ])('is broken by %s', (_, fields, told) => {
    const sentence = (version: string) =>
      `BookLent ${version} ${version === '1.0.0' ? 'is published, and now' : 'breaks 1.0.0:'} ${told}. Take that back, or declare 2.0.0 with an upcaster ` +
      '(upcasters: { 1: (data) => ({ ...data, … }) }); see docs/events/changing.md. ' +
      NEVER_RELEASED;
    expect(verdictOf(fields)).toEqual([sentence('1.0.0')]);
    expect(verdictOf(fields, { version: '1.1.0' })).toEqual([sentence('1.1.0')]);
    expect(verdictOf(fields, { version: '2.0.0', upcasters: { 1: () => ({}) }, since: 1 }).join()).not.toContain(
      'breaks 1.0.0',
    );
  });

  it.each<[string, Record<string, readonly PropertyDecorator[]>, string]>([
    ['a new field that may be left out', { shelf: [IsOptional(), IsString()] }, '"shelf" is new and may be left out'],
    ['one below', keeper({ age: [IsOptional(), IsInt()] }), '"keeper.age" is new and may be left out'],
  ])('gets a new minor version for %s', (_, fields, told) => {
    expect(verdictOf(fields)).toEqual([
      `BookLent 1.0.0 is published and ${told}: that breaks nobody, but a published version stays as it is. Declare it as ` +
        `1.1.0 and run "npm run events:publish". ${NEVER_RELEASED}`,
    ]);
    const now = book(fields, { version: '1.1.0' });
    expect(compatibilityOf(published, [now])).toEqual({ problems: [], unpublished: [publishedForm(now)] });
  });

  it('may be described better', () => {
    const now = book({ note: [...BOOK.note, Description('By hand.')] });
    expect(compatibilityOf(published, [now])).toEqual({ problems: [], unpublished: [publishedForm(now)] });
  });

  it('may be declared in another order of its fields', () => {
    const { bookId, ...others } = BOOK;
    const payload = shaped({ ...others, bookId });
    EventSchema({ type: 'BookLent', version: '1.0.0', sender: 'content', description: 'It is lent.' })(payload);
    expect(compatibilityOf(published, [definitionOf(payload)]).problems).toEqual([]);
  });

  it('is compared with the newest published version of its major', () => {
    const shelf = [IsOptional(), IsString()];
    const both = [...published, publishedForm(book({ shelf }, { version: '1.10.0' }))];
    const problems = compatibilityOf(both, [book({}, { version: '1.11.0' })]).problems;
    expect(problems).toEqual([expect.stringContaining(`BookLent 1.11.0 breaks 1.10.0: "shelf" is gone (${READERS})`)]);
  });
});

describe('A message with an example that does not fit', () => {
  it('is not published', () => {
    expect(compatibilityOf([], [book()], () => ({ ...example, copies: 11 }))).toEqual({
      problems: [
        'The example of BookLent 1.0.0 is none. The data of BookLent 1.0.0 does not fit its schema: copies must not be greater ' +
          'than 10, it is 11. Mend it.',
      ],
      unpublished: [],
    });
  });
});

describe('What a message is', () => {
  const elsewhere =
    'Who listens looks for it where it was: take that back, or give what is sent now a type of its own.';

  it.each(['1.0.0', '1.1.0', '2.0.0'])('is the same in %s', (version) => {
    const other = book(
      {},
      { version, sender: 'learning', ...(version === '2.0.0' && { upcasters: { 1: () => example } }) },
    );
    expect(compatibilityOf(published, [other]).problems).toEqual([
      `BookLent ${version}: its sender is learning, was content; its topic is learning_events, was content_events. ${elsewhere}`,
    ]);
  });

  it('also says whether it is public, and of which kind', () => {
    const payload = shaped(BOOK);
    const options = { type: 'BookLent', version: '1.0.0', description: 'It is lent.' } as const;
    InternalEventSchema({ ...options, sender: 'content' })(payload);
    expect(compatibilityOf(published, [definitionOf(payload)]).problems).toEqual([
      `BookLent 1.0.0: its visibility is internal, was public; its topic is none, was content_events. ${elsewhere}`,
    ]);
    CommandSchema({ ...options, sender: 'content', receiver: 'learning' })(payload);
    expect(compatibilityOf(published, [definitionOf(payload)]).problems).toEqual([
      `BookLent 1.0.0: its kind is command, was event; its topic is learning_commands, was content_events. ${elsewhere}`,
    ]);
  });

  it('may be heard by more or fewer', () => {
    const payload = shaped(BOOK);
    EventSchema({
      ...{ type: 'BookLent', version: '1.0.0', sender: 'content', description: 'Lent.' },
      listeners: ['learning'],
    })(payload);
    expect(compatibilityOf(published, [definitionOf(payload)]).problems).toEqual([]);
  });
});

describe('A version that was published', () => {
  const second = publishedForm(book({ note: null }, { version: '2.0.0', upcasters: { 1: (data) => data } }));
  const toSecond = ({ note: _, ...rest }: { note?: string }) => rest;

  it('cannot be left behind', () => {
    expect(compatibilityOf(published, []).problems).toEqual([
      'BookLent 1.0.0 is not declared any more: who listens waits in vain, and stored ones cannot be read. Keep its class; if ' +
        'it is neither stored nor on any topic, and nobody listens, remove libs/event-schemas/published/BookLent.',
    ]);
    expect(compatibilityOf([...published, second], [book()]).problems).toEqual([
      'BookLent 1.0.0 is older than 2.0.0, which was published: what was stored as that cannot be read. Declare a version ' +
        'above 2.0.0.',
    ]);
  });

  it('keeps its upcaster', () => {
    const now = book({ note: null }, { version: '2.0.0', since: 2 });
    expect(compatibilityOf([...published, second], [now]).problems).toEqual([
      'BookLent 2.0.0 has no upcaster from major 1, which was published: what is stored or on its way as 1.x cannot be read. ' +
        'Add it (upcasters: { 1: (data) => ({ ...data, … }) }).',
    ]);
  });

  it('keeps every upcaster on the way to the newest', () => {
    const now = book({ note: null }, { version: '4.0.0', since: 2, upcasters: { 2: toSecond, 3: toSecond } });
    expect(compatibilityOf([...published, second], [now]).problems).toEqual([
      expect.stringContaining('BookLent 4.0.0 has no upcaster from major 1'),
    ]);
  });

  it('has an example that its upcaster makes into valid data', () => {
    const upcastWith = (upcaster: (data: { copies: number }) => object) =>
      compatibilityOf(published, [book({ copies: [IsString()] }, { version: '2.0.0', upcasters: { 1: upcaster } })])
        .problems;
    expect(upcastWith((data) => ({ ...data, copies: String(data.copies) }))).toEqual([]);
    expect(upcastWith((data) => data)).toEqual([
      'BookLent 2.0.0 cannot read the example of 1.0.0: The data of BookLent 2.0.0 does not fit its schema: copies must be a string, it is 1. Mend ' +
        'the upcaster.',
    ]);
    expect(upcastWith(() => [])).toEqual([
      'BookLent 2.0.0 cannot read the example of 1.0.0: The upcaster from major 1 to 2 returned a list, not an object. Mend ' +
        'the upcaster.',
    ]);
  });
});
