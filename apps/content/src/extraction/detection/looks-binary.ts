const SAMPLE_BYTES = 64 * 1024;
/** Text may hold a stray control character (old printers, damaged copies); one in fifty is no text. */
const MAXIMUM_SHARE_OF_CONTROLS = 0.02;

/** True when the bytes cannot be text in a one-byte encoding or UTF-8. UTF-16 must have been ruled out before. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let controls = 0;
  let nuls = 0;
  for (const byte of sample) {
    if (byte === 0) nuls++;
    // Backspace to carriage return and escape occur in real text files: terminal logs, form feeds, ISO-2022-JP.
    if (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b) controls++;
  }
  if (controls > Math.max(1, sample.length * MAXIMUM_SHARE_OF_CONTROLS)) return true;
  // A stray NUL is forgiven only where everything else is flawless.
  return nuls > 0 && !isUtf8(sample);
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    // `stream` forgives a character cut off at the end of the sample.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}
