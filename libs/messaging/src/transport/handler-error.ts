import { inspect } from 'node:util';
import { EddaError, type ErrorKind } from '@edda/kernel';
import { HttpException } from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';

/** What is told of something that is no error. */
const SHORT = { depth: 2, maxStringLength: 500, maxArrayLength: 20, breakLength: Number.POSITIVE_INFINITY };

/** What Nest says where a guard refuses. */
const REFUSED_BY_GUARD = 'Forbidden resource';

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  415: 'unsupported',
  422: 'invalid',
  429: 'rate-limited',
  503: 'unavailable',
};

/**
 * What a controller's guards, pipes, interceptors, handler and filters have thrown, as delivery understands it: refusals
 * that trying again cannot mend (a pipe's 400, a guard's no) become errors that make a dead letter at once. Everything else
 * passes as it is.
 */
export function handlerError(pattern: string, thrown: unknown): unknown {
  if (thrown instanceof EddaError) return thrown;
  if (thrown instanceof HttpException) return fromHttp(thrown);
  const said = messageOf(thrown);
  if (said === REFUSED_BY_GUARD && (thrown instanceof RpcException || !(thrown instanceof Error))) {
    return new EddaError('forbidden', 'HANDLER.FORBIDDEN', `A guard of the handler of ${pattern} refuses the message.`);
  }
  if (thrown instanceof Error) return thrown;
  if (!isFiltered(thrown)) return new Error(`The handler of ${pattern} threw no Error but ${inspect(thrown, SHORT)}.`);
  // Nest's own filter keeps the error for its log and hands on this much.
  return new EddaError(
    'internal',
    'HANDLER.ERROR_LOST',
    `The handler of ${pattern} failed ("${said}"), but its error did not come through Nest's filters: add ` +
      'MessageExceptionFilter to the global filters, and let a filter of your own return an observable (EMPTY for "handled").',
  );
}

function fromHttp(error: HttpException): unknown {
  const kind = KINDS[error.getStatus()];
  if (!kind) return error;
  const response = error.getResponse();
  const said = typeof response === 'object' ? (response as { message?: unknown }).message : response;
  const text = Array.isArray(said) ? said.join('; ') : String(said ?? error.message);
  return new EddaError(kind, `HANDLER.${kind.toUpperCase().replace('-', '_')}`, text, [], { cause: error });
}

/** As Nest's own filter hands errors on. */
function isFiltered(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && thrown.status === 'error';
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return String(thrown);
}
