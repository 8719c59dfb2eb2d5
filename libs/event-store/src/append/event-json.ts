import { EddaError } from '@edda/kernel';
import type { PendingMessage } from '../recorded-message.js';
import { MAX_EVENT_BYTES, MAX_EVENT_DEPTH } from './event-limits.js';

/**
 * The data of an event as JSON.
 *
 * @throws EddaError `EVENT_NOT_JSON` for what JSON cannot hold, `EVENT_TOO_DEEP`, `EVENT_TOO_LARGE`
 */
export function eventJson({ type, data }: PendingMessage): string {
  const json = toJson(type, data);
  // A character takes three bytes at most, so that short texts need not be counted.
  if (json.length * 3 > MAX_EVENT_BYTES) {
    const bytes = Buffer.byteLength(json);
    if (bytes > MAX_EVENT_BYTES) {
      throw new EddaError(
        'too-large',
        'EVENT_TOO_LARGE',
        `The data of ${type} takes ${bytes} bytes, at most ${MAX_EVENT_BYTES} fit: store the body and refer to it.`,
      );
    }
  }
  if (jsonDepth(json) > MAX_EVENT_DEPTH) throw tooDeep(type);
  return json;
}

function toJson(type: string, data: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(data);
  } catch (error) {
    // The stack ends before the memory does.
    if (error instanceof Error && error.name === 'RangeError' && error.message.includes('call stack'))
      throw tooDeep(type);
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw notJson(type, reason ?? '', error);
  }
  if (json === undefined) throw notJson(type, 'there is no JSON for it');
  return json;
}

/** How deep its arrays and objects lie in one another; stops counting behind {@link MAX_EVENT_DEPTH}. */
export function jsonDepth(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code === QUOTE) {
      index = endOfString(json, index);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth++;
      if (depth > deepest) deepest = depth;
      if (deepest > MAX_EVENT_DEPTH) break;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
    }
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Where the string that begins at `start` ends: at the next quote that an even number of backslashes stands before. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let before = end - 1;
    while (json.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
}

function tooDeep(type: string): EddaError {
  return new EddaError(
    'too-large',
    'EVENT_TOO_DEEP',
    `The data of ${type} lies more than ${MAX_EVENT_DEPTH} arrays and objects deep: flatten it.`,
  );
}

function notJson(type: string, reason: string, cause?: unknown): EddaError {
  return new EddaError('invalid', 'EVENT_NOT_JSON', `The data of ${type} cannot be written as JSON: ${reason}.`, [], {
    cause,
  });
}
