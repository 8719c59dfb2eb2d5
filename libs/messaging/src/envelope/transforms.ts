import type { MessageTransform, TransformedMessage } from './message-transform.js';

/** Types a ready-made transform is for, and what it is called in errors. */
interface TransformScope {
  readonly name?: string;
  readonly types?: readonly string[];
}

/**
 * Puts values in place of fields, where a message has them.
 *
 * @param fields by their paths, such as `author.email`, what to put there; it must fit the schema
 */
export function redact(fields: Readonly<Record<string, unknown>>, scope: TransformScope = {}): MessageTransform {
  const paths = Object.entries(fields).map(([path, value]) => ({ path: path.split('.'), value }));
  return {
    name: 'redact',
    ...scope,
    apply: ({ data }) => ({ data: paths.reduce((changed, { path, value }) => replaced(changed, path, value), data) }),
  };
}

/** Adds headers to messages. */
export function enrich(
  headersOf: (message: TransformedMessage) => Readonly<Record<string, string>>,
  scope: TransformScope = {},
): MessageTransform {
  return { name: 'enrich', ...scope, apply: (message) => ({ headers: headersOf(message) }) };
}

/**
 * Sends messages to other topics, by their content or headers.
 *
 * @param topicsOf all topics that a message goes to; `undefined` for its own alone, an empty list for none
 */
export function route(
  topicsOf: (message: TransformedMessage) => readonly string[] | undefined,
  scope: TransformScope = {},
): MessageTransform {
  return {
    name: 'route',
    ...scope,
    apply: (message) => {
      const topics = topicsOf(message);
      return topics && { topics };
    },
  };
}

/** A copy with another value at the path; the same where there is no such field. */
function replaced(data: unknown, [field, ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => replaced(item, [field ?? '', ...rest], value));
  if (field === undefined || typeof data !== 'object' || data === null || !Object.hasOwn(data, field)) return data;
  const inner = (data as Record<string, unknown>)[field];
  return { ...data, [field]: rest.length === 0 ? value : replaced(inner, rest, value) };
}
