import { isUuid } from './uuid.js';

/** Told where a JSON document is not as expected: `sections[0].claims`, `a list`, `null`. */
export type ShapeMismatch = (path: string, expected: string, found: unknown) => void;

/**
 * Reads a JSON document whose shape cannot be taken on trust. Every deviation is told to `mismatch`; when that returns,
 * an empty value stands in, so that one pass names all deviations. What was read may be used only if none was told.
 */
export class JsonShape {
  constructor(private readonly mismatch: ShapeMismatch) {}

  record(value: unknown, path: string): Readonly<Record<string, unknown>> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
    this.mismatch(path, 'an object', value);
    return {};
  }

  list<T>(value: unknown, path: string, read: (item: unknown, path: string) => T): T[] {
    if (Array.isArray(value)) {
      return value.map((item, index) => read(item, `${path}[${index}]`));
    }
    this.mismatch(path, 'a list', value);
    return [];
  }

  text(value: unknown, path: string): string {
    if (typeof value === 'string') {
      return value;
    }
    this.mismatch(path, 'a text', value);
    return '';
  }

  uuid(value: unknown, path: string): string {
    const text = this.text(value, path);
    if (typeof value === 'string' && !isUuid(text)) {
      this.mismatch(path, 'a UUID', value);
    }
    return text;
  }

  integer(value: unknown, path: string): number {
    if (Number.isSafeInteger(value) && (value as number) >= 0) {
      return value as number;
    }
    this.mismatch(path, 'a whole number from 0', value);
    return 0;
  }

  oneOf<const T extends string>(value: unknown, path: string, choices: readonly T[]): T {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) {
      this.mismatch(path, choices.join(' or '), value);
    }
    return choice ?? (choices[0] as T);
  }

  /** `null` and a missing value are both read as `null`. */
  nullable<T>(value: unknown, path: string, read: (value: unknown, path: string) => T): T | null {
    return value === null || value === undefined ? null : read(value, path);
  }
}
