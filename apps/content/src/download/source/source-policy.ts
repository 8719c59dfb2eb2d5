import { downloadFailure } from '../domain/download-failures.js';
import type { DownloadKind } from '../domain/download-kind.js';
import type { SourceMetadata } from './source-metadata.js';

/** Image types that can be checked and optimised. SVG is a program, not a picture. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/tiff'] as const;

/** What sources say when they do not know: the bytes will tell. */
const UNKNOWN_TYPES: readonly string[] = ['application/octet-stream', 'binary/octet-stream'];

/** What may be downloaded. */
export class SourcePolicy {
  /** @param fileTypes such as `application/pdf` or `text/*`, with `*` for any part; holds for files, not for images */
  constructor(
    private readonly maxBytes: number,
    private readonly fileTypes: readonly string[],
  ) {}

  /** @throws EddaError `DOWNLOAD.TYPE_REFUSED`, `DOWNLOAD.TOO_LARGE` */
  assertAllowed(kind: DownloadKind, { mimeType, size }: SourceMetadata): void {
    const types = kind === 'image' ? [...IMAGE_TYPES, ...UNKNOWN_TYPES] : this.fileTypes;
    if (!types.some((type) => matches(type, mimeType))) {
      throw downloadFailure(
        'DOWNLOAD.TYPE_REFUSED',
        `The source has the type ${mimeType.slice(0, 100)}; as ${kind === 'image' ? 'an image' : 'a file'} only ${types.join(', ')} are taken.`,
      );
    }
    if (size !== null && size > this.maxBytes) {
      throw downloadFailure('DOWNLOAD.TOO_LARGE', `The source has ${size} bytes; at most ${this.maxBytes} are taken.`);
    }
  }
}

function matches(pattern: string, mimeType: string): boolean {
  if (pattern === '*/*') return true;
  return pattern.endsWith('/*') ? mimeType.startsWith(pattern.slice(0, -1)) : pattern === mimeType;
}
