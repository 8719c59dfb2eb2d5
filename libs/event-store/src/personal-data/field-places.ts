/** A place in the data of a message that holds a value. */
export interface FieldPlace {
  /** The object or list that holds the value, and under which key. */
  holder: Record<string, unknown>;
  key: string;
  /** From the data's root, such as `orders.0.address`. */
  path: string;
  /** The places in the lists on the way. */
  indexes: readonly number[];
}

type Values = Record<string, unknown>;

/**
 * Where a field stands: once for each element of the lists that its path leads through. Objects that are not there are
 * passed over.
 *
 * @param path such as `orders[].address`
 */
export function placesOf(data: unknown, path: string): FieldPlace[] {
  return below(data, path.split('.'), '', []);
}

/** What stands at a path that goes through no other lists than the place, such as `orders[].customerId`. */
export function valueBeside(data: unknown, path: string, { indexes }: FieldPlace): unknown {
  let list = 0;
  return path.split('.').reduce<unknown>((value, segment) => {
    const [name, isList] = read(segment);
    const next = (value as Values | null | undefined)?.[name];
    return isList ? (next as unknown[] | undefined)?.[indexes[list++] ?? -1] : next;
  }, data);
}

/** Every place of the data, however deep, whose value is of a certain kind; below such a value is not looked. */
export function placesWith(data: unknown, isWanted: (value: unknown) => boolean, prefix = ''): FieldPlace[] {
  if (typeof data !== 'object' || data === null) return [];
  const holder = data as Values;
  return Object.keys(holder).flatMap((key) =>
    isWanted(holder[key])
      ? [{ holder, key, path: prefix + key, indexes: [] }]
      : placesWith(holder[key], isWanted, `${prefix}${key}.`),
  );
}

/** `orders.0.address` as `orders[].address`. */
export function genericPath(path: string): string {
  return path.replaceAll(/\.\d+(?=\.|$)/g, '[]');
}

function below(
  data: unknown,
  [segment = '', ...rest]: readonly string[],
  prefix: string,
  indexes: readonly number[],
): FieldPlace[] {
  if (typeof data !== 'object' || data === null) return [];
  const holder = data as Values;
  const [name, isList] = read(segment);
  const value = holder[name];
  if (rest.length === 0) return value === undefined ? [] : [{ holder, key: name, path: prefix + name, indexes }];
  if (!isList) return below(value, rest, `${prefix}${name}.`, indexes);
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => below(item, rest, `${prefix}${name}.${index}.`, [...indexes, index]));
}

function read(segment: string): [name: string, isList: boolean] {
  return segment.endsWith('[]') ? [segment.slice(0, -2), true] : [segment, false];
}
