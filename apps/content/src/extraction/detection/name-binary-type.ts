import { UnsupportedTypeError } from './unsupported-type-error.js';

/** Names bytes that are neither text nor a supported document, for the reader of the error. */
export async function nameBinaryType(bytes: Uint8Array): Promise<UnsupportedTypeError> {
  const { fileTypeFromBuffer } = await import('file-type');
  // The detector reads on inside containers and throws on damaged ones; then nothing more is known.
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return type
    ? new UnsupportedTypeError(`of the type ${type.ext}`, type.mime)
    : new UnsupportedTypeError('binary data of an unknown type', 'application/octet-stream');
}
