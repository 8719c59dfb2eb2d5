const SAMPLE_BYTES = 16 * 1024;
/** Of the NUL bytes in real UTF-16 nearly all are the high halves of Latin letters, spaces and line ends. */
const NULS_ON_ONE_SIDE = 0.95;
/** Controls but tab and line ends, unassigned, private-use and lone surrogate code points: rare in text, common in binaries. */
const IMPLAUSIBLE = /[\p{Cn}\p{Co}\p{Cs}\ufffd]|(?![\t\n\r\f])\p{Cc}/gu;

/**
 * Recognises UTF-16 without a byte order mark by its NUL bytes, which stand at odd places (little endian) or at even
 * ones (big endian), and by what the bytes would mean. Text without a single space or ASCII character is not recognised.
 */
export function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.length < 4 || bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const nuls = even + odd;
  if (nuls === 0) return undefined;
  const encoding =
    odd / nuls >= NULS_ON_ONE_SIDE ? 'utf-16le' : even / nuls >= NULS_ON_ONE_SIDE ? 'utf-16be' : undefined;
  if (!encoding) return undefined;
  const text = new TextDecoder(encoding).decode(sample);
  // A character pair may be cut at the end of the sample, hence the one that is allowed.
  const implausible = text.match(IMPLAUSIBLE)?.length ?? 0;
  return implausible <= 1 + text.length * 0.005 ? encoding : undefined;
}
