import type { MessageDefinition } from '../message-definition.js';
import { majorOf } from './upcast.js';

/**
 * Makes sure that data of every major since the first can be read.
 *
 * @throws Error naming the type and the step that is missing, or an upcaster that leads nowhere
 */
export function checkUpcasters({ type, version, since, upcasters }: MessageDefinition): void {
  const current = majorOf(version);
  if (!Number.isInteger(since) || since < 0 || since > current) {
    throw new Error(
      `${type} ${version} says it exists since major ${since}: expected an integer from 0 to ${current}.`,
    );
  }
  for (let major = since; major < current; major++) {
    if (upcasters[major]) continue;
    throw new Error(
      `${type} ${version} cannot read what was stored as major ${major}: its upcaster from ${major} to ${major + 1} is missing. Declare it, or say "since: ${major + 1}" if nothing of major ${major} was ever stored.`,
    );
  }
  const astray = Object.keys(upcasters).find((from) => Number(from) < since || Number(from) >= current);
  if (astray !== undefined) {
    throw new Error(
      `${type} ${version} has an upcaster from ${astray} to ${Number(astray) + 1}, where majors ${since} to ${current} are known.`,
    );
  }
}
