import { isWrite, type Method, type Operation } from './operation.js';
import type { ProblemNote } from './problem-note.js';

const EVERYWHERE: readonly ProblemNote[] = [
  {
    status: 400,
    code: 'REQUEST.BAD_URL',
    description: 'The path cannot be read',
    detail: 'The path holds a malformed percent-encoding.',
  },
  {
    status: 401,
    code: 'CALLER.REQUIRED',
    description: 'A service was called past the gateway',
    detail: 'The header x-edda-caller is missing: this service is called through the gateway.',
  },
  {
    status: 401,
    code: 'CALLER.INVALID',
    description: 'Gateway and service do not have the same `CALLER_SECRET`',
    detail: 'The header x-edda-caller does not hold a valid signed caller: call through the gateway.',
  },
  {
    status: 431,
    code: 'REQUEST.HEADERS_TOO_LARGE',
    description: 'The headers are larger than 16 KiB',
    detail: 'The headers are larger than this server takes.',
  },
  {
    status: 500,
    code: 'INTERNAL',
    description: 'A defect inside a service; its log has the details under the correlation id',
    detail: 'Something went wrong inside the service. The log has the details under the correlation id.',
  },
  {
    status: 503,
    code: 'SERVICE.STARTING',
    description: 'The service waits until its database is up to date',
    detail: 'The service is starting: try again later.',
  },
  {
    status: 503,
    code: 'DATABASE.UNAVAILABLE',
    description: 'The service cannot reach its database; the same request may be sent again',
    detail: 'The service cannot reach its database: send the same request again in a moment.',
  },
];

const OF_A_PATH_WITH_IDS: readonly ProblemNote[] = [
  {
    status: 414,
    code: 'REQUEST.BAD_URL',
    description: 'A part of the path is longer than 100 characters',
    detail: 'A part of the path is too long.',
  },
];

const OF_INPUT: readonly ProblemNote[] = [
  {
    status: 400,
    code: 'REQUEST.INVALID',
    description: 'A field or a parameter is missing, unknown or wrong; `errors` names each',
    detail: 'limit must not be greater than 200, but is 1000.',
    fields: [{ field: 'limit', value: '1000', message: 'limit must not be greater than 200' }],
  },
];

const OF_A_CURSOR: readonly ProblemNote[] = [
  {
    status: 400,
    code: 'CURSOR.INVALID',
    description: 'The cursor is not one of this list',
    detail: 'The cursor is not one of this list: leave it out to start over.',
    fields: [{ field: 'cursor', value: 'abc', message: 'must be the nextCursor of an earlier answer' }],
  },
];

const OF_A_WRITE: readonly ProblemNote[] = [
  {
    status: 400,
    code: 'REQUEST.MALFORMED',
    description: 'The body cannot be read',
    detail: 'The body is not valid JSON.',
  },
  {
    status: 408,
    code: 'REQUEST.TIMEOUT',
    description: 'The request took too long to arrive',
    detail: 'The request did not arrive in time.',
  },
  {
    status: 409,
    code: 'STREAM_CONFLICT',
    description: 'Somebody else changed the same thing at the same moment; nothing was changed, try again',
    detail: 'Somebody else changed it at the same moment. Nothing was changed: try again.',
  },
  {
    status: 410,
    code: 'STREAM_ARCHIVED',
    description: 'The history of what it is about was archived',
    detail: 'The stream is archived: restore it before appending to it, or start another.',
  },
  {
    status: 413,
    code: 'REQUEST.TOO_LARGE',
    description: 'The body is larger than is taken here',
    detail: 'The body is larger than this service takes: send less.',
  },
  {
    status: 413,
    code: 'EVENT_TOO_LARGE',
    description: 'What is to be recorded does not fit into an event',
    detail: 'The data takes more bytes than fit: store the body and refer to it.',
  },
  {
    status: 415,
    code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    description: 'The body has a content type that is not taken here',
    detail: 'Unsupported Media Type',
  },
  {
    status: 503,
    code: 'EVENT_STORE_UNAVAILABLE',
    description: 'The database could not be written; the same request may be sent again',
    detail:
      'The database did not answer. Append the same events again, with the same ids, to know whether they were written.',
  },
];

/** The problems an operation may answer because of what it takes, besides those of its own. */
export function generalProblems(path: string, method: Method, operation: Operation): ProblemNote[] {
  const parameters = (operation.parameters ?? []).filter((parameter) => 'name' in parameter);
  const takesInput = operation.requestBody !== undefined || parameters.some((each) => each.in !== 'path');
  return [
    ...EVERYWHERE,
    ...(path.includes('{') ? OF_A_PATH_WITH_IDS : []),
    ...(takesInput ? OF_INPUT : []),
    ...(parameters.some(({ name }) => name === 'cursor') ? OF_A_CURSOR : []),
    ...(isWrite(method) ? OF_A_WRITE : []),
  ];
}
