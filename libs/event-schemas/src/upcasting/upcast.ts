import type { MessageDefinition } from '../message-definition.js';

/**
 * Makes data of one major, whose shape it declares as its parameter, into data of the next. Pure: the same for the same data, and what it is given stays as it is.
 * Personal fields of a forgotten subject hold their replacement, so it must not rely on their shape.
 */
export type Upcaster = (data: never) => object;

/** By the major that they upcast from. */
export type Upcasters = Readonly<Record<number, Upcaster>>;

/** An upcaster threw, or made something that is no object. */
export class UpcastError extends Error {
  override readonly name = 'UpcastError';

  constructor(
    readonly fromMajor: number,
    what: string,
    options?: ErrorOptions,
  ) {
    super(`The upcaster from major ${fromMajor} to ${fromMajor + 1} ${what}`, options);
  }
}

export function majorOf(version: string): number {
  return Number(version.slice(0, version.indexOf('.')));
}

/**
 * The data of an older major as the definition's version has it. Data of its own major is returned as it is.
 *
 * @throws UpcastError when an upcaster fails
 */
export function upcast({ version, upcasters }: MessageDefinition, data: unknown, fromMajor: number): unknown {
  let current = data;
  for (let major = fromMajor; major < majorOf(version); major++) current = step(upcasters[major], current, major);
  return current;
}

function step(upcaster: Upcaster | undefined, data: unknown, major: number): object {
  if (!upcaster) throw new UpcastError(major, 'is missing.');
  let result: unknown;
  try {
    result = upcaster(data as never);
  } catch (error) {
    throw new UpcastError(major, 'threw.', { cause: error });
  }
  if (typeof result === 'object' && result !== null && !Array.isArray(result)) return result;
  throw new UpcastError(
    major,
    `returned ${result === null ? 'null' : Array.isArray(result) ? 'a list' : typeof result}, not an object.`,
  );
}
