import { HttpProblem, pathOf } from '@edda/service';

/** Segments that a server could read as another path than the one the gateway has matched. */
const AMBIGUOUS = /\/\/|\\|\/\.{1,2}(?:\/|$)|%2e|%2f|%5c|%00/i;

/**
 * The path of a request target, as it was sent.
 *
 * @throws HttpProblem `REQUEST.BAD_URL` when the service could read it as another one
 */
export function safePath(target: string): string {
  const path = pathOf(target);
  if (!AMBIGUOUS.test(path)) return path;
  throw new HttpProblem(
    400,
    'REQUEST.BAD_URL',
    'The path holds empty or dot segments, or encoded slashes: send it in its plain form.',
  );
}
