import type { MessageKind } from '@edda/event-schemas';

/** Characters of a header's value; names of streams and tenants take 512 bytes at most. */
const MAX_TEXT = 1024;

const KINDS: readonly string[] = ['event', 'command', 'reply'] satisfies MessageKind[];
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export { isUuid } from '@edda/kernel';

export function isText(value: string): boolean {
  return value.length <= MAX_TEXT;
}

/** CloudEvents of a later minor version are still to be read. */
export function isSpecVersion(value: string): boolean {
  return /^1\.\d{1,3}$/.test(value);
}

export function isKind(value: string): value is MessageKind {
  return KINDS.includes(value);
}

/** The version of a schema, `major.minor.patch`. */
export function isVersion(value: string): boolean {
  return /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(value);
}

/** A version in a stream. */
export function isCount(value: string): boolean {
  return /^\d{1,15}$/.test(value);
}

/** A time of RFC 3339. */
export function isTime(value: string): boolean {
  return TIME.test(value) && !Number.isNaN(Date.parse(value));
}

/** A W3C trace context, or null for what is none: a broken trace is no reason to refuse a message. */
export function validTraceparent(value: string | null | undefined): string | null {
  return value && TRACEPARENT.test(value) ? value : null;
}
