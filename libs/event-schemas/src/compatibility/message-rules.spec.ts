import { describe, expect, it } from '@jest/globals';
import { IsIn, IsOptional, IsString, IsUrl, IsUUID, Matches, MaxLength, ValidateBy } from 'class-validator';
import { definitionOf, EventSchema, NestedList, RequiredWhen, validateMessage } from '../index.js';
import { messageRules } from './message-rules.js';

class Part {
  @IsString({ each: true })
  tags!: string[];

  @IsOptional()
  @NestedList(() => Part)
  parts?: Part[];
}

@EventSchema({ type: 'LinkFound', version: '1.0.0', sender: 'content', description: 'For specs.' })
class LinkFound {
  @IsUUID()
  linkId!: string;

  @IsUrl({ protocols: ['https'], require_tld: true, require_protocol: true })
  url!: string;

  @IsString()
  @MaxLength(20)
  @Matches(/^[a-z]/i)
  name!: string;

  @IsIn(['new', 'old'])
  state!: string;

  @RequiredWhen('state', ['old'])
  @ValidateBy({ name: 'isYear', constraints: [{ from: 1990 }], validator: { validate: (value) => value !== 'x' } })
  year?: unknown;

  @NestedList(() => Part)
  parts!: Part[];
}

const rules = {
  linkId: ['isUuid'],
  url: ['isUrl({"protocols":["https"],"require_protocol":true})'],
  name: ['isString', 'matches(/^[a-z]/i)', 'maxLength(20)'],
  state: ['isIn(["new","old"])'],
  year: ['isYear({"from":1990})', 'on a condition'],
  parts: ['isArray', 'each isObject'].sort(),
  'parts[].tags': ['each isString'],
  'parts[].parts': ['each isObject', 'isArray'],
};

describe('The rules of a message', () => {
  it('are those of every field, also below, without the defaults of their options', () => {
    expect(messageRules(LinkFound)).toEqual(rules);
  });

  it('stay the same when data was validated by them', () => {
    expect(() => validateMessage(definitionOf(LinkFound), { url: 'https://example.org/x', name: 1 })).toThrow();
    expect(messageRules(LinkFound)).toEqual(rules);
  });
});
