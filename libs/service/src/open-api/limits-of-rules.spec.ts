import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { applyLimitsOfRules } from './limits-of-rules.js';

class Booking {
  @ApiProperty({ description: 'Who comes' })
  @Length(1, 40)
  guest!: string;

  @ApiProperty({ maxLength: 5 })
  @MaxLength(10)
  room!: string;

  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(14)
  nights!: number;

  @ApiProperty()
  @IsUUID()
  houseId!: string;

  @ApiProperty({ isArray: true, type: String })
  @IsIn(['sea', 'garden'], { each: true })
  views!: string[];

  @ApiProperty()
  @Matches(/^[a-z]+$/i)
  code!: string;

  @Length(1, 40)
  secret!: string;
}

class LateBooking extends Booking {
  @ApiProperty()
  @IsIn(['evening', 'night'])
  arrival!: string;
}

const told = (property: string, of: object = Booking.prototype): unknown =>
  Reflect.getMetadata('swagger/apiModelProperties', of, property);

describe('what OpenAPI is told of the rules of a class', () => {
  applyLimitsOfRules();

  it.each([
    ['guest', { description: 'Who comes', minLength: 1, maxLength: 40 }],
    ['nights', { type: 'integer', minimum: 1, maximum: 14 }],
    ['houseId', { format: 'uuid' }],
  ])('are the limits of %s', (property, limits) => {
    expect(told(property)).toMatchObject(limits);
  });

  it('leaves what it was told before', () => {
    expect(told('room')).toMatchObject({ maxLength: 5 });
  });

  it('says nothing of the items of a list, nor of a pattern that JSON Schema cannot say', () => {
    expect(told('views')).not.toHaveProperty('enum');
    expect(told('code')).not.toHaveProperty('pattern');
  });

  it('does not show what nobody has documented', () => {
    expect(told('secret')).toBeUndefined();
  });

  it('holds for classes that extend it', () => {
    expect(told('arrival', LateBooking.prototype)).toMatchObject({ enum: ['evening', 'night'] });
    expect(told('guest', LateBooking.prototype)).toMatchObject({ maxLength: 40 });
  });
});
