import { stripVTControlCharacters } from 'node:util';

/** C0 and C1 controls, and the marks that turn the direction of text round and so can disguise it. */

const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Makes text from a document, a file name or a server fit for one line of a terminal: escape sequences and control
 * characters are removed, line ends and tabs become a space.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')).replace(UNPRINTABLE, '');
}

/** {@link printable}, cut to at most `length` characters with `...` in place of what is left out. */
export function shortened(text: string, length: number): string {
  const characters = [...printable(text)];
  if (characters.length <= length) {
    return characters.join('');
  }
  return `${characters.slice(0, Math.max(0, length - 3)).join('')}...`;
}
