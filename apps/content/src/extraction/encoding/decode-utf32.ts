/** Decodes UTF-32, which `TextDecoder` does not know. Values that are no code point, and cut-off bytes, become U+FFFD. */
export function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4) {
    const codePoint = view.getUint32(offset, littleEndian);
    parts.push(codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd');
  }
  if (bytes.length % 4 !== 0) parts.push('\ufffd');
  return parts.join('').toWellFormed();
}
