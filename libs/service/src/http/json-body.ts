import type { FastifyInstance } from 'fastify';
import { HttpProblem } from '../errors/http-problem.js';

/** Deeper nesting has no use here and would exhaust the stack of code that walks the body. */
export const MAX_JSON_DEPTH = 32;

/** Takes JSON bodies only: forms and plain text are refused with 415, deep nesting with 400. */
export function readJsonBodies(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    if (depthOf(text) > MAX_JSON_DEPTH) {
      done(new HttpProblem(400, 'REQUEST.MALFORMED', `The body is nested deeper than ${MAX_JSON_DEPTH} levels.`));
      return;
    }
    parse(request, text, (error, value) => {
      if (!error) done(null, value);
      else
        done(
          'code' in error
            ? error
            : new HttpProblem(400, 'REQUEST.MALFORMED', `The body is not valid JSON: ${error.message}.`),
        );
    });
  });
}

/** How deep the brackets of a JSON text nest, looking at no more than is needed to know that it is too deep. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length && deepest <= MAX_JSON_DEPTH; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}
