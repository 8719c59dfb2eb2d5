import { UrlFetchError } from './url-fetch-error.js';

/** Wrong names and certificates stay wrong; everything else on the way to a server may be better later. */
const PERMANENT =
  /^(?:ENOTFOUND|ERR_TLS_CERT_ALTNAME_INVALID|CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_VERIFY|ERR_INVALID_URL|UND_ERR_INVALID_ARG)/;

/** Brings whatever a request ended with into the one error that callers see. */
export function toUrlFetchError(error: unknown, url: URL): UrlFetchError {
  const causes = [...causesOf(error)];
  const own = causes.find((cause) => cause instanceof UrlFetchError);
  if (own) return own;
  if (causes.some(isTimeout)) {
    return new UrlFetchError('URL_TIMEOUT', `${url.host} did not answer in time.`, true, { cause: error });
  }
  const code = causes.map(({ code }) => code).find((value) => typeof value === 'string') ?? '';
  const message = causes.at(-1)?.message ?? String(error);
  const detail = `${url.host} cannot be reached: ${code === '' || message.includes(code) ? message : `${code}, ${message}`}`;
  return new UrlFetchError('URL_UNREACHABLE', detail, !PERMANENT.test(code), { cause: error });
}

interface CodedError extends Error {
  readonly code?: unknown;
  readonly errors?: readonly unknown[];
}

/** The error, what caused it, and what an aggregate holds. */
function* causesOf(error: unknown): Generator<CodedError> {
  if (typeof error !== 'object' || error === null) return;
  yield error as CodedError;
  for (const inner of (error as CodedError).errors ?? []) yield* causesOf(inner);
  yield* causesOf((error as CodedError).cause);
}

function isTimeout({ name, code }: CodedError): boolean {
  return name === 'TimeoutError' || (typeof code === 'string' && /TIMEOUT|ETIMEDOUT/.test(code));
}
