import { decodeUtf32 } from './decode-utf32.js';
import { guessLegacyEncodings } from './guess-legacy-encodings.js';
import { guessUtf16 } from './guess-utf16.js';

export interface DecodedText {
  readonly text: string;
  /** WHATWG label of the encoding that was used. */
  readonly encoding: string;
  /** Some bytes meant nothing in this encoding and became U+FFFD. */
  readonly lossy: boolean;
}

const BYTE_ORDER_MARKS: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0x00, 0x00]],
  ['utf-32be', [0x00, 0x00, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Decodes the bytes of a text file. The first of these that fits decides: a byte order mark; UTF-16 without a mark; ISO-2022-JP
 * escapes; valid UTF-8; the declared encoding, if it decodes the bytes without loss; UTF-8 with a few broken
 * bytes; the likeliest encoding by byte statistics that decodes them without loss. Never throws: undecodable bytes become U+FFFD and `lossy` is true.
 *
 * @param declaredEncoding what a `Content-Type` header or a document's own declaration says, any WHATWG label
 */
export function decodeText(bytes: Uint8Array, declaredEncoding?: string): DecodedText {
  for (const [encoding, mark] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) return decodeAs(encoding, bytes.subarray(mark.length));
  }
  const utf16 = guessUtf16(bytes);
  if (utf16) return decodeAs(utf16, bytes);
  if (hasIso2022JpEscapes(bytes)) return decodeAs('iso-2022-jp', bytes);

  const utf8 = decodeAs('utf-8', bytes);
  if (!utf8.lossy) return utf8;
  if (declaredEncoding) {
    const declared = decodeIfKnown(declaredEncoding, bytes);
    if (declared && !declared.lossy) return declared;
  }
  if (isMostlyUtf8(utf8.text)) return utf8;
  for (const label of guessLegacyEncodings(bytes)) {
    const decoded = decodeIfKnown(label, bytes);
    if (decoded && !decoded.lossy) return decoded;
  }
  return decodeAs('windows-1252', bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): DecodedText {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') {
    const text = decodeUtf32(bytes, encoding === 'utf-32le');
    return { text, encoding, lossy: text.includes('\ufffd') };
  }
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, lossy: false };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), encoding, lossy: true };
  }
}

function decodeIfKnown(label: string, bytes: Uint8Array): DecodedText | undefined {
  try {
    return decodeAs(new TextDecoder(label).encoding, bytes);
  } catch {
    return undefined;
  }
}

/** `ESC $ B`, `ESC $ @` or `ESC ( J`: in seven-bit text nothing else starts with them. */
function hasIso2022JpEscapes(bytes: Uint8Array): boolean {
  const escape = bytes.indexOf(0x1b);
  if (escape < 0 || bytes.some((byte) => byte >= 0x80)) return false;
  const [second, third] = [bytes[escape + 1], bytes[escape + 2]];
  return (second === 0x24 && (third === 0x42 || third === 0x40)) || (second === 0x28 && third === 0x4a);
}

/** A truncated or slightly damaged UTF-8 file: far more multi-byte characters than replacement characters. */
function isMostlyUtf8(text: string): boolean {
  let broken = 0;
  let multiByte = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0xfffd) broken++;
    else if (unit >= 0x80) multiByte++;
  }
  return multiByte >= broken * 10;
}
