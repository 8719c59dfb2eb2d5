import { describe, expect, it } from '@jest/globals';
import { EddaError, type ErrorKind } from '@edda/kernel';
import { BadRequestException, InternalServerErrorException, NotFoundException } from '@nestjs/common';
import { failureOf } from './failure.js';
import { HttpProblem } from './http-problem.js';

describe('what a caller sees', () => {
  const kinds: [ErrorKind, number][] = [
    ['invalid', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['gone', 410],
    ['too-large', 413],
    ['unsupported', 415],
    ['rate-limited', 429],
    ['unavailable', 503],
  ];
  it.each(kinds)('of an error of kind %s has the status %i', (kind, status) => {
    expect(failureOf(new EddaError(kind, 'A.B', 'sentence'))).toMatchObject({
      status,
      code: 'A.B',
      detail: 'sentence',
    });
  });

  it.each([
    ['an internal error', new EddaError('internal', 'DB.BROKEN', 'secret')],
    ['an error nobody expected', new TypeError('secret')],
    ['an error of a database', Object.assign(new Error('secret'), { code: '23505' })],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['an internal error of Nest', new InternalServerErrorException('secret')],
  ])('of %s has no details', (_what, error) => {
    const failure = failureOf(error);
    expect(failure).toMatchObject({ status: 500, code: 'INTERNAL', fields: [] });
    expect(failure.detail).not.toContain('secret');
  });

  it.each([
    ['refuses connections', Object.assign(new Error('connect ECONNREFUSED secret:5432'), { code: 'ECONNREFUSED' })],
    ['is shut down', Object.assign(new Error('secret'), { code: '57P01' })],
    ['broke a connection off', new Error('Connection terminated unexpectedly')],
  ])('of a database that %s is that it may be tried again', (_what, error) => {
    const failure = failureOf(error);
    expect(failure).toMatchObject({ status: 503, code: 'DATABASE.UNAVAILABLE', headers: { 'retry-after': '1' } });
    expect(failure.detail).not.toContain('secret');
  });

  it('of a refusal by Nest has its sentences', () => {
    expect(failureOf(new BadRequestException(['a is wrong', 'b is wrong']))).toMatchObject({
      status: 400,
      detail: 'a is wrong; b is wrong',
    });
    expect(failureOf(new NotFoundException())).toMatchObject({
      status: 404,
      code: 'REQUEST.NOT_FOUND',
      detail: 'Not Found',
    });
  });

  it('of a problem of HTTP has its status and headers', () => {
    const problem = new HttpProblem(504, 'UPSTREAM.TIMEOUT', 'late', { headers: { 'retry-after': '1' } });
    expect(problem.retryable).toBe(true);
    expect(failureOf(problem)).toMatchObject({
      status: 504,
      code: 'UPSTREAM.TIMEOUT',
      headers: { 'retry-after': '1' },
    });
  });
});
