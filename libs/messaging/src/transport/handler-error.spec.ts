import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import {
  BadRequestException,
  ImATeapotException,
  InternalServerErrorException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';
import { handlerError } from './handler-error.js';

const seen = (thrown: unknown): EddaError => handlerError('LetterSent', thrown) as EddaError;

describe('What a handler throws', () => {
  it.each([
    [new EddaError('conflict', 'LETTER.TAKEN', 'It is taken.')],
    [new TypeError('text is undefined')],
    [new RpcException('The printer is jammed.')],
    [new InternalServerErrorException()],
    [new ImATeapotException()],
  ])('stays as it is where nothing is known of trying again: %s', (error) => {
    expect(seen(error)).toBe(error);
  });

  it('is a refusal for good where a pipe refuses the data, with everything it said', () => {
    const error = seen(new BadRequestException(['text must be a string', 'copies must not be less than 1']));
    expect(error).toMatchObject({
      kind: 'invalid',
      code: 'HANDLER.INVALID',
      message: 'text must be a string; copies must not be less than 1',
      retryable: false,
    });
  });

  it.each([
    [new NotFoundException('There is no drawer.'), 'HANDLER.NOT_FOUND', 'There is no drawer.', false],
    [new ServiceUnavailableException('The drawer is locked.'), 'HANDLER.UNAVAILABLE', 'The drawer is locked.', true],
    [new BadRequestException(), 'HANDLER.INVALID', 'Bad Request', false],
  ])('keeps the meaning of %s', (thrown, code, message, retryable) => {
    expect(seen(thrown)).toMatchObject({ code, message, retryable });
  });

  it.each([
    [new RpcException('Forbidden resource')],
    // As Nest's own filter hands it on.
    [{ status: 'error', message: 'Forbidden resource' }],
  ])('is a refusal for good where a guard says no: %j', (thrown) => {
    expect(seen(thrown)).toMatchObject({ kind: 'forbidden', code: 'HANDLER.FORBIDDEN', retryable: false });
  });

  it.each([
    ['The printer is jammed.', "threw no Error but 'The printer is jammed.'"],
    [{ code: 42, reason: 'jammed' }, "threw no Error but { code: 42, reason: 'jammed' }"],
    [undefined, 'threw no Error but undefined'],
  ])('is told where it is no error: %j', (thrown, told) => {
    expect(handlerError('LetterSent', thrown)).toMatchObject({ message: expect.stringContaining(told) });
  });

  it('says how to see the error that a filter has kept', () => {
    expect(seen({ status: 'error', message: 'Internal server error' })).toMatchObject({
      code: 'HANDLER.ERROR_LOST',
      retryable: true,
      message: expect.stringMatching(/"Internal server error".*add MessageExceptionFilter to the global filters/),
    });
  });
});
