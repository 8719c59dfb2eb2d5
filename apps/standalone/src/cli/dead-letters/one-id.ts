import { CommandError } from '../command-error.js';
import { checkedIds } from './letter-options.js';

/** @throws CommandError when there is none, more than one, or it is no id */
export function oneId(positionals: readonly string[], usage: string): string {
  const [id, ...more] = checkedIds(positionals);
  if (id === undefined || more.length > 0) throw CommandError.badInput('Name the one dead letter, by its id.', [usage]);
  return id;
}
