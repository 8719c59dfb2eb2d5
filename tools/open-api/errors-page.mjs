// The page of all error codes, from the problems in the OpenAPI document.
import { problemsOf } from './problems-of.mjs';

/** What a program does about a status, unless the sentence says more. */
const ADVICE = {
  400: 'Mend the request.',
  401: 'Show the right token.',
  403: 'It is not for this token, or not for a page of this site.',
  404: 'Check the id.',
  408: 'Send it again.',
  409: 'Read how it stands, then decide.',
  410: 'Give it up.',
  413: 'Send less.',
  414: 'Mend the path.',
  415: 'Send another content type.',
  421: 'Use another host name.',
  429: 'Wait as long as `Retry-After` says, then send it again.',
  431: 'Send fewer headers.',
  500: 'Tell the operator the correlation id.',
  502: 'Try again later.',
  503: 'Wait as long as `Retry-After` says, or a moment, then send it again.',
  504: 'Try again later.',
};

/** More places than these are told by their first part. */
const MOST_PLACES = 4;

export function renderErrors(document) {
  const entries = new Map();
  for (const { path, status, code, description } of problemsOf(document)) {
    const key = `${code} ${status}`;
    const entry = entries.get(key) ?? { code, status, descriptions: new Set(), places: new Set() };
    entry.descriptions.add(description);
    entry.places.add(path.replace('/api/v1', '').replace(/^\/services\/[^/]+/, '/services/…'));
    entries.set(key, entry);
  }
  const sorted = [...entries.values()].sort((a, b) => compare(a.code, b.code) || a.status - b.status);
  const groups = new Map();
  for (const entry of sorted) {
    const [name] = entry.code.split('.');
    const group = entry.code.includes('.') ? name : 'General';
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return [
    '# Errors of the REST API',
    '',
    'Made by `npm run docs:openapi` from the OpenAPI document. Every failure is answered as `application/problem+json`; programs',
    'decide by its `code`, which stays. How to read one: [the API](api.md#errors).',
    '',
    'Besides these, a path that does not exist is answered with 404 `ROUTE.NOT_FOUND`, and a method that a path does not take with',
    '405 `METHOD.NOT_ALLOWED`; its header `Allow` names those it takes.',
    '',
    ...[...groups].flatMap(([group, members]) => [`## ${group}`, '', ...members.map(line), '']),
  ].join('\n');
}

function line({ code, status, descriptions, places }) {
  const when = [...descriptions].join('; or: ');
  return `- \`${code}\` (${status}): ${when}. ${ADVICE[status] ?? ''} ${where([...places])}`;
}

function where(places) {
  if (places.length <= MOST_PLACES) return `At ${places.map((place) => `\`${place}\``).join(', ')}.`;
  const parts = [...new Set(places.map((place) => place.split('/')[1]))];
  return parts.length > 3 ? 'Anywhere.' : `Below ${parts.map((part) => `\`/${part}\``).join(', ')}.`;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
