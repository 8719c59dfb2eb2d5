import { Env, EnvDefaults, StatefulServiceConfig } from '@edda/service';
import { IsArray, IsInt, IsString, Max, Min, MinLength } from 'class-validator';

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
}
