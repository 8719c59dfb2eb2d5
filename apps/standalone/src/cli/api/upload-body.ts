import type { FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';

export interface UploadBody {
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;
  /** What reading the file failed with, if it did; `fetch` reports only that the body broke. */
  readonly readError: () => unknown;
}

/**
 * A multipart/form-data body (RFC 7578) that reads the file as it is sent. The fields stand before the file, so that the
 * receiver knows whose bytes these are when they arrive. The handle stays the caller's to close.
 */
export function uploadBody(file: FileHandle, fileName: string, fields: Readonly<Record<string, string>>): UploadBody {
  const boundary = `edda-${randomBytes(18).toString('hex')}`;
  const head = Object.entries(fields)
    .map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
    )
    .concat(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(fileName)}"\r\n`,
      'Content-Type: application/octet-stream\r\n\r\n',
    )
    .join('');
  let readError: unknown;
  async function* parts(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    yield encoder.encode(head);
    try {
      for await (const chunk of file.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 })) {
        yield chunk as Uint8Array;
      }
    } catch (error) {
      readError = error;
      throw error;
    }
    yield encoder.encode(`\r\n--${boundary}--\r\n`);
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: ReadableStream.from(parts()) as ReadableStream<Uint8Array>,
    readError: () => readError,
  };
}

/** The escapes that the WHATWG HTML standard lays down for names in multipart headers. */
function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
