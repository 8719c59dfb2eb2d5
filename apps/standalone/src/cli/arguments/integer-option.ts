import { CommandError } from '../command-error.js';

/**
 * Reads a whole number given on the command line.
 * @throws CommandError when it is none, or outside `least`..`most`
 */
export function integerOption(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw CommandError.badInput(`--${name} takes a whole number from ${least} to ${most}; got "${value}".`);
  }
  return number;
}
