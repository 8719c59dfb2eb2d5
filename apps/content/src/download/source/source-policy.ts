import type { EddaError } from '@edda/kernel';
import { fileTypeFromFile } from 'file-type';
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
    if (!this.takes(kind, mimeType)) throw this.refused(kind, `The source has the type ${mimeType.slice(0, 100)}`);
    if (size !== null && size > this.maxBytes) {
      throw downloadFailure('DOWNLOAD.TOO_LARGE', `The source has ${size} bytes; at most ${this.maxBytes} are taken.`);
    }
  }

  /**
   * A source may say what it wants; the bytes tell.
   *
   * @throws EddaError `DOWNLOAD.TYPE_REFUSED`
   */
  async assertContent(kind: DownloadKind, path: string): Promise<void> {
    const type = await fileTypeFromFile(path);
    if (type && !this.takes(kind, type.mime)) throw this.refused(kind, `The bytes are of the type ${type.mime}`);
  }

  private takes(kind: DownloadKind, mimeType: string): boolean {
    return this.typesOf(kind).some((type) => matches(type, mimeType));
  }

  private typesOf(kind: DownloadKind): readonly string[] {
    return kind === 'image' ? [...IMAGE_TYPES, ...UNKNOWN_TYPES] : this.fileTypes;
  }

  private refused(kind: DownloadKind, what: string): EddaError {
    const as = kind === 'image' ? 'an image' : 'a file';
    return downloadFailure(
      'DOWNLOAD.TYPE_REFUSED',
      `${what}; as ${as} only ${this.typesOf(kind).join(', ')} are taken.`,
    );
  }
}

function matches(pattern: string, mimeType: string): boolean {
  if (pattern === '*/*') return true;
  return pattern.endsWith('/*') ? mimeType.startsWith(pattern.slice(0, -1)) : pattern === mimeType;
}
