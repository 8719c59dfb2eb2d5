const SECRET_NAME =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-edda-caller)$|(password|passwd|secret|token|api-?key)$/i;
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*):[^\s/"']*@/gi;
const BEARER = /\b(bearer)\s+[\w.~+/-]+=*/gi;
const MAX_DEPTH = 6;

/** The text without passwords in URLs and without bearer tokens. */
export function redactText(text: string): string {
  return text.replace(URL_PASSWORD, '$1:***@').replace(BEARER, '$1 ***');
}

/** A copy of the value fit for a log: secrets by their names and by their looks replaced by `***`. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return `${value.length} bytes`;
  if (depth >= MAX_DEPTH) return '...';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    SECRET_NAME.test(name) && item !== null && item !== undefined ? '***' : redact(item, depth + 1),
  ]);
  return Object.fromEntries(entries) as unknown;
}
