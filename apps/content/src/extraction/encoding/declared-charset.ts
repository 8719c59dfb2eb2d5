const HEAD_BYTES = 4096;

/** The charset that a `Content-Type` value, or else an HTML `meta` element or XML declaration at the start, names. */
export function declaredCharset(bytes: Uint8Array, declaredMimeType = ''): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES)).toString('latin1');
  return (
    /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(declaredMimeType)?.[1] ??
    /<meta\s[^>]*?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1]
  );
}
