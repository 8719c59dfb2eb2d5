import { IsISO8601, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';

@EventSchema({
  type: 'SubjectForgotten',
  version: '1.0.0',
  sender: 'any',
  description: 'The key of a person is deleted: nothing personal of theirs can be decrypted any more, in no message.',
})
export class SubjectForgotten {
  @Description('Opaque: it outlives the person it stood for.')
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  subjectId!: string;

  @IsISO8601()
  forgottenAt!: string;

  @Description('Why, such as the number of the request; it must not name the person.')
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}
