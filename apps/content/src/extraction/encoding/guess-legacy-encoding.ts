import { analyse } from 'chardet';

const SAMPLE_BYTES = 64 * 1024;

/**
 * Guesses the encoding of bytes that are not UTF-8 from their statistics. Returns a WHATWG label.
 * Looks at the stretch around the first non-ASCII byte, so that a long English start does not hide the rest.
 */
export function guessLegacyEncoding(bytes: Uint8Array): string {
  const firstHigh = bytes.findIndex((byte) => byte >= 0x80);
  const start = Math.max(0, firstHigh - 1024);
  const matches = analyse(bytes.subarray(start, start + SAMPLE_BYTES)).filter(({ name }) => isUsable(name));
  return matches[0]?.name ?? 'windows-1252';
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
