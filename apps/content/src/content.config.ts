import { Env, EnvDefaults, StatefulServiceConfig } from '@edda/service';
import { IsArray, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';

/** What the content service is configured with. */
@EnvDefaults({ PORT: 3001 })
export class ContentConfig extends StatefulServiceConfig {
  /** Where bytes and texts are kept. */
  @Env('BLOB_DIRECTORY', { expects: 'a folder for uploaded files and extracted texts' })
  @MinLength(1)
  blobDirectory!: string;

  /** Hosts and networks that may be fetched from although they are not public. */
  @Env('FETCH_ALLOW', {
    type: 'list',
    default: [],
    expects: 'host names, host:port pairs or CIDR networks, with commas',
  })
  @IsArray()
  @IsString({ each: true })
  fetchAllow!: string[];

  @Env('MAX_UPLOAD_BYTES', { type: 'int', default: 50 * 1024 * 1024, expects: 'a number of bytes up to 1073741824' })
  @IsInt()
  @Min(1024)
  @Max(1024 * 1024 * 1024)
  maxUploadBytes!: number;

  /** Milliseconds that the extraction of one file may take. */
  @Env('EXTRACTION_DEADLINE_MS', { type: 'int', default: 60_000, expects: 'a number of milliseconds up to 3600000' })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  extractionDeadlineMs!: number;

  /** Bytes of memory that the extraction of one file may take. */
  @Env('EXTRACTION_MEMORY_BYTES', {
    type: 'int',
    default: 512 * 1024 * 1024,
    expects: 'a number of bytes from 134217728',
  })
  @IsInt()
  @Min(256 * 1024 * 1024)
  extractionMemoryBytes!: number;

  @Env('MAX_DOWNLOAD_BYTES', {
    type: 'int',
    default: 1024 * 1024 * 1024,
    expects: 'a number of bytes up to 1099511627776',
  })
  @IsInt()
  @Min(1024)
  @Max(1024 ** 4)
  maxDownloadBytes!: number;

  /** Media types that may be downloaded as files; images have a list of their own. */
  @Env('DOWNLOAD_TYPES', { type: 'list', default: ['*/*'], expects: 'media types such as application/pdf or text/*' })
  @IsArray()
  @Matches(/^(?:\*\/\*|[a-z0-9][a-z0-9.+-]*\/(?:\*|[a-z0-9][a-z0-9.+-]*))$/, { each: true })
  downloadTypes!: string[];

  /** Milliseconds that one attempt to fetch a file may take. */
  @Env('DOWNLOAD_TIMEOUT_MS', { type: 'int', default: 3_600_000, expects: 'a number of milliseconds up to 86400000' })
  @IsInt()
  @Min(1000)
  @Max(86_400_000)
  downloadTimeoutMs!: number;

  /** Milliseconds without a byte after which a connection is given up. */
  @Env('DOWNLOAD_IDLE_MS', { type: 'int', default: 30_000, expects: 'a number of milliseconds up to 600000' })
  @IsInt()
  @Min(100)
  @Max(600_000)
  downloadIdleMs!: number;

  /** Where ClamAV's daemon listens. Without it downloads are recorded as not scanned. */
  @Env('CLAMAV_URL', { default: null, expects: 'the address of a clamd, such as tcp://clamav:3310' })
  @IsOptional()
  @Matches(/^tcp:\/\/[^\s/:@]+(?::\d{1,5})?\/?$|^tcp:\/\/\[[\da-fA-F:.]+\](?::\d{1,5})?\/?$/)
  clamavUrl!: string | null;

  /** Of one downloaded image, all its frames together. */
  @Env('IMAGE_MAX_PIXELS', { type: 'int', default: 50_000_000, expects: 'a number of pixels up to 268402689' })
  @IsInt()
  @Min(1)
  @Max(268_402_689)
  imageMaxPixels!: number;

  /** Downloaded images are scaled down to this on their longer side. */
  @Env('IMAGE_MAX_EDGE', { type: 'int', default: 4096, expects: 'a number of pixels up to 16384' })
  @IsInt()
  @Min(16)
  @Max(16_384)
  imageMaxEdge!: number;
}
