import { analyse } from 'chardet';

const SAMPLE_BYTES = 64 * 1024;
const FEW_HIGH_BYTES = 6;

/**
 * Guesses the encoding of bytes that are not UTF-8 from their statistics. Looks at the stretch around the first non-ASCII byte,
 * so that a long English start does not hide the rest.
 *
 * @returns WHATWG labels, the likeliest first; the last one is always `windows-1252`, which decodes anything
 */
export function guessLegacyEncodings(bytes: Uint8Array): string[] {
  const firstHigh = bytes.findIndex((byte) => byte >= 0x80);
  if (hasTooFewHighBytes(bytes)) return ['windows-1252'];
  const start = Math.max(0, firstHigh - 1024);
  const matches = analyse(bytes.subarray(start, start + SAMPLE_BYTES)).map(({ name }) => name);
  return [...matches.filter(isUsable), 'windows-1252'];
}

/** A handful of single letters among ASCII, as in a German sentence: too few for statistics, and Western more likely than all else. */
function hasTooFewHighBytes(bytes: Uint8Array): boolean {
  let high = 0;
  let pairs = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte < 0x80) continue;
    if ((bytes[index - 1] ?? 0) >= 0x80) pairs++;
    if (++high > FEW_HIGH_BYTES) return false;
  }
  return pairs === 0 && high * 3 < bytes.length;
}

/** UTF-8 and UTF-16 have been ruled out before; the rest must be known to `TextDecoder`. */
function isUsable(name: string): boolean {
  if (/^(UTF|ASCII)/i.test(name)) return false;
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}
