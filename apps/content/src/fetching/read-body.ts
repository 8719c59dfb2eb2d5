import { type Readable, Transform, type TransformCallback, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { UrlFetchError } from './url-fetch-error.js';

/**
 * Reads a response body, inflating it on the way, and stops as soon as it exceeds `maxBytes`: as it comes over the wire or inflated.
 *
 * @param encoding value of the `Content-Encoding` header
 * @throws UrlFetchError `URL_TOO_LARGE`, or `URL_UNREACHABLE` for an unknown encoding
 */
export async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const collect = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline([body, new SizeLimit(maxBytes), ...decodersOf(encoding, maxBytes), collect]);
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * What inflates a body, each followed by the limit of what may come out of it; empty for one that is not encoded.
 *
 * @param encoding value of the `Content-Encoding` header
 * @throws UrlFetchError `URL_UNREACHABLE` for an unknown encoding
 */
export function decodersOf(encoding: string, maxBytes: number): Transform[] {
  return encoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse()
    .flatMap((name) => [createDecoder(name), new SizeLimit(maxBytes)]);
}

class SizeLimit extends Transform {
  private bytes = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes <= this.maxBytes) done(null, chunk);
    else done(tooLarge(this.maxBytes));
  }
}

/** The refusal of a body that is larger than allowed. */
export function tooLarge(maxBytes: number): UrlFetchError {
  return new UrlFetchError('URL_TOO_LARGE', `The document has more than ${maxBytes} bytes.`, false);
}

function createDecoder(name: string): Transform {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new UrlFetchError('URL_UNREACHABLE', `The server sent the unknown encoding "${name}".`, false);
  }
}
