import { open, rm, stat } from 'node:fs/promises';
import { EddaError, type Uuid } from '@edda/kernel';
import { fileTypeFromFile } from 'file-type';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { downloadFailure } from '../domain/download-failures.js';
import { IMAGE_TYPES } from '../source/source-policy.js';
import type { PartialFiles } from '../transfer/partial-files.js';
import type { OptimisedImage } from './optimised-image.js';

export interface ImageLimits {
  /** Most pixels of an image, all its frames together. */
  readonly maxPixels: number;
  /** A longer side is scaled down to this, in pixels. */
  readonly maxEdge: number;
  /** Most time of one image, in seconds. */
  readonly timeoutSeconds?: number;
}

interface Format {
  readonly mimeType: string;
  readonly animated: boolean;
  encode(image: Sharp): Sharp;
}

/** By the name that the decoder has for it, read from the bytes. */
const FORMATS: Readonly<Record<string, Format>> = {
  jpeg: { mimeType: 'image/jpeg', animated: false, encode: (image) => image.jpeg({ quality: 85, mozjpeg: true }) },
  png: { mimeType: 'image/png', animated: false, encode: (image) => image.png({ compressionLevel: 9 }) },
  webp: { mimeType: 'image/webp', animated: true, encode: (image) => image.webp({ quality: 85 }) },
  gif: { mimeType: 'image/gif', animated: true, encode: (image) => image.gif() },
  heif: { mimeType: 'image/avif', animated: false, encode: (image) => image.avif({ quality: 60, effort: 2 }) },
  tiff: { mimeType: 'image/tiff', animated: false, encode: (image) => image.tiff({ compression: 'lzw' }) },
};

/** Of a download whose image was written anew. */
const OUTPUT = 'optimised';

/**
 * Writes images anew in their own format: upright, without what is said in them of camera, place and author, no longer than
 * allowed. What says nothing, fits and would only grow is kept as it is.
 */
export class ImageOptimiser {
  constructor(
    private readonly partials: PartialFiles,
    private readonly limits: ImageLimits,
  ) {}

  /** @throws EddaError `DOWNLOAD.IMAGE_INVALID`, `DOWNLOAD.TOO_MANY_PIXELS` */
  async optimise(downloadId: Uuid, name: string): Promise<OptimisedImage> {
    const path = this.partials.pathOf(downloadId, name);
    // Its absence is the matter of the disk, not of the image.
    await (await open(path, 'r')).close();
    await assertTaken(path);
    try {
      return await this.write(path, this.partials.pathOf(downloadId, OUTPUT), name);
    } catch (error) {
      if (error instanceof EddaError) throw error;
      // Its own words hold paths of this machine.
      const detail = 'The image cannot be read: it is damaged, or not the kind of image that it begins like.';
      throw /exceeds pixel limit/i.test((error as Error).message)
        ? this.tooManyPixels('The image')
        : downloadFailure('DOWNLOAD.IMAGE_INVALID', detail, error);
    }
  }

  private async write(path: string, output: string, name: string): Promise<OptimisedImage> {
    const limits = { limitInputPixels: this.limits.maxPixels, sequentialRead: true, failOn: 'error' as const };
    const metadata = await sharp(path, limits).metadata();
    const format = this.formatOf(metadata);
    const { maxEdge, timeoutSeconds = 60 } = this.limits;
    const image = sharp(path, { ...limits, animated: format.animated })
      .autoOrient()
      .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: timeoutSeconds });
    const written = await format.encode(image).toFile(output);
    const { mimeType } = format;
    const isWorse = written.size >= (await stat(path)).size;
    if (isWorse && !tellsMore(metadata) && Math.max(metadata.width, metadata.height) <= maxEdge) {
      await rm(output, { force: true });
      return { name, mimeType, width: metadata.width, height: metadata.height, optimised: false };
    }
    const height = written.pageHeight ?? written.height;
    return { name: OUTPUT, mimeType, width: written.width, height, optimised: true };
  }

  private formatOf({ format, width, height, pages = 1, compression }: Metadata): Format {
    const known = FORMATS[format];
    if (!known || (format === 'heif' && compression !== 'av1')) {
      throw downloadFailure(
        'DOWNLOAD.IMAGE_INVALID',
        `The bytes are an image in the format ${format}, which is not taken.`,
      );
    }
    if (width * height * (known.animated ? pages : 1) > this.limits.maxPixels) {
      throw this.tooManyPixels(`The image has ${width} x ${height} pixels in ${pages} frame(s)`);
    }
    return known;
  }

  private tooManyPixels(what: string): EddaError {
    const detail = `${what}: more than the ${this.limits.maxPixels} pixels that are taken.`;
    return downloadFailure('DOWNLOAD.TOO_MANY_PIXELS', detail);
  }
}

/** Keeps everything else away from the decoders, however it was announced. */
async function assertTaken(path: string): Promise<void> {
  const type = await fileTypeFromFile(path);
  if (type && (IMAGE_TYPES as readonly string[]).includes(type.mime)) return;
  const what = type ? `of the type ${type.mime}` : 'of no known type';
  throw downloadFailure(
    'DOWNLOAD.IMAGE_INVALID',
    `The bytes are ${what}; as an image only ${IMAGE_TYPES.join(', ')} are taken.`,
  );
}

/** Whether an image says more than its pixels do: camera, place, author, or that it is to be turned. */
function tellsMore({ exif, xmp, iptc, comments, orientation = 1 }: Metadata): boolean {
  return Boolean(exif ?? xmp ?? iptc ?? comments) || orientation !== 1;
}
