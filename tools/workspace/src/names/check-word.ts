import { Refusal } from './refusal.js';
import { SQL_WORDS, TYPESCRIPT_WORDS } from './reserved-words.js';
import { KEBAB_CASE } from './words.js';

/** Names of Kubernetes end at 63 characters, those of PostgreSQL too, and both get something added. */
const LONGEST = 40;

/**
 * A name in kebab-case that code, SQL and Kubernetes can live with.
 *
 * @param what such as `service` or `aggregate`
 * @throws Refusal that says what is wrong with the name
 */
export function checkWord(what: string, name: unknown, example: string): asserts name is string {
  if (typeof name !== 'string' || name === '') {
    throw new Refusal(`The ${what} has no name: give it one, such as ${example}.`);
  }
  if (!KEBAB_CASE.test(name)) {
    throw new Refusal(
      `"${name}" is no name for ${article(what)}: write it in lower-case words of letters and digits with single hyphens between them, such as ${example}.`,
    );
  }
  if (name.length < 2) {
    throw new Refusal(`"${name}" is no name for ${article(what)}: it needs at least two letters, such as ${example}.`);
  }
  if (name.length > LONGEST) {
    throw new Refusal(
      `"${name}" has ${name.length} characters, and names in Kubernetes and PostgreSQL are made of it: take at most ${LONGEST}.`,
    );
  }
  if (TYPESCRIPT_WORDS.has(name)) {
    throw new Refusal(`"${name}" is a word of TypeScript: call the ${what} otherwise, such as ${example}.`);
  }
  if (SQL_WORDS.has(name)) {
    throw new Refusal(`"${name}" is a reserved word of SQL: call the ${what} otherwise, such as ${example}.`);
  }
}

function article(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}
