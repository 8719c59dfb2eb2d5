import { isError } from './is-error.js';

/** What a caller sees for an error that Fastify or one of its plugins raised. */
interface FrameworkProblem {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
}

const TOO_LARGE = { status: 413, code: 'REQUEST.TOO_LARGE' };

/** By the code of the error; where there is no detail the message of the error itself is fit for a caller. */
const BY_CODE: Readonly<Record<string, FrameworkProblem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { ...TOO_LARGE, detail: 'The body is larger than this service takes: send less.' },
  FST_REQ_FILE_TOO_LARGE: { ...TOO_LARGE, detail: 'The file is larger than this service takes.' },
  FST_FILES_LIMIT: { ...TOO_LARGE, detail: 'There are more files in the form than this service takes.' },
  FST_FIELDS_LIMIT: { ...TOO_LARGE, detail: 'There are more fields in the form than this service takes.' },
  FST_PARTS_LIMIT: { ...TOO_LARGE, detail: 'There are more parts in the form than this service takes.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE' },
  FST_INVALID_MULTIPART_CONTENT_TYPE: {
    status: 415,
    code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    detail: 'Send a form with the Content-Type multipart/form-data.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: 'REQUEST.MALFORMED',
    detail: 'The Content-Type says JSON but the body is empty: send a JSON object, or no Content-Type.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'REQUEST.MALFORMED', detail: 'The body is not valid JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'REQUEST.MALFORMED' },
  FST_PROTO_VIOLATION: { status: 400, code: 'REQUEST.MALFORMED' },
  FST_ERR_BAD_URL: { status: 400, code: 'REQUEST.BAD_URL', detail: 'The path holds a malformed percent-encoding.' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 414, code: 'REQUEST.BAD_URL', detail: 'A part of the path is too long.' },
};

/** What the parser of forms throws carries no code. */
const BROKEN_FORM = /^Multipart: Boundary not found$|unexpected end of multipart data$|^The needle cannot/i;

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'REQUEST.INVALID',
  401: 'REQUEST.UNAUTHORIZED',
  403: 'REQUEST.FORBIDDEN',
  404: 'REQUEST.NOT_FOUND',
  405: 'METHOD.NOT_ALLOWED',
  406: 'REQUEST.NOT_ACCEPTABLE',
  408: 'REQUEST.TIMEOUT',
  409: 'REQUEST.CONFLICT',
  413: 'REQUEST.TOO_LARGE',
  414: 'REQUEST.BAD_URL',
  415: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  429: 'REQUEST.RATE_LIMITED',
  431: 'REQUEST.HEADERS_TOO_LARGE',
  503: 'UNAVAILABLE',
};

/** The code of a problem about which nothing but its status is known. */
export function codeOfStatus(status: number): string {
  return BY_STATUS[status] ?? (status >= 500 ? 'INTERNAL' : 'REQUEST.INVALID');
}

/** What a framework's error means to a caller; undefined when the caller is not to blame or it is none. */
export function frameworkProblem(error: unknown): Required<FrameworkProblem> | undefined {
  if (!isError(error)) return undefined;
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? BY_CODE[code] : undefined;
  if (known) return { detail: error.message, ...known };
  if (BROKEN_FORM.test(error.message)) {
    return { status: 400, code: 'REQUEST.MALFORMED', detail: `The multipart form is broken: ${error.message}.` };
  }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  return { status: statusCode, code: codeOfStatus(statusCode), detail: error.message };
}
