import { isWrite, type Method, type ProblemNote } from '@edda/service';

const EVERYWHERE: readonly ProblemNote[] = [
  {
    status: 400,
    code: 'REQUEST.BAD_URL',
    description: 'The path cannot be read, or could be read in more than one way',
    detail: 'The path holds empty or dot segments, or encoded slashes: send it in its plain form.',
  },
  {
    status: 401,
    code: 'ACCESS.TOKEN_REQUIRED',
    description: 'No token was shown',
    detail: 'This gateway needs the header "Authorization: Bearer <access token>".',
  },
  {
    status: 401,
    code: 'ACCESS.TOKEN_INVALID',
    description: 'The token is not one of this gateway',
    detail: 'The access token in the header Authorization is not the one of this gateway.',
  },
  {
    status: 421,
    code: 'REQUEST.WRONG_HOST',
    description: 'The gateway was addressed by a name that is not its own',
    detail: 'This gateway is not "edda.example": call it by a loopback address, or add the name to ALLOWED_HOSTS.',
  },
  {
    status: 429,
    code: 'REQUEST.RATE_LIMITED',
    description: 'Too many requests from one address',
    detail: 'More than 60000 requests a minute: go on in 12 s.',
  },
  {
    status: 503,
    code: 'UPSTREAM.UNAVAILABLE',
    description: 'The service behind the gateway cannot be reached',
    detail: 'The service content cannot be reached: try again later.',
  },
  {
    status: 504,
    code: 'UPSTREAM.TIMEOUT',
    description: 'The service behind the gateway did not answer in time',
    detail: 'The service content did not answer within 30000 ms.',
  },
];

const OF_A_WRITE: readonly ProblemNote[] = [
  {
    status: 403,
    code: 'REQUEST.FORBIDDEN',
    description: 'A page of another site made a browser send it',
    detail: 'Cross-origin request detected.',
  },
];

const FOR_OPERATORS: readonly ProblemNote[] = [
  {
    status: 403,
    code: 'ACCESS.OPERATORS_ONLY',
    description: 'The token is not that of operators, or the gateway has none for them',
    detail: 'This path is for operators, and the token in the header Authorization is not theirs.',
  },
];

/** Of paths and methods that are no operation. */
export const UNROUTED: readonly ProblemNote[] = [
  {
    status: 404,
    code: 'ROUTE.NOT_FOUND',
    description: 'There is nothing at the path',
    detail: 'There is nothing at /api/v1/research.',
  },
  {
    status: 405,
    code: 'METHOD.NOT_ALLOWED',
    description: 'The path does not take this method; the header `Allow` names those it takes',
    detail: 'DELETE is not possible at /api/v1/research/workflows: use GET, HEAD, POST.',
  },
];

/** What the gateway may answer before a service is asked, or in its place. */
export function gatewayProblems(method: Method, forOperators: boolean): ProblemNote[] {
  return [...EVERYWHERE, ...(isWrite(method) ? OF_A_WRITE : []), ...(forOperators ? FOR_OPERATORS : [])];
}
