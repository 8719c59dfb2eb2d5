import { IsHash, IsIn, IsInt, IsISO8601, IsString, IsUUID, Min } from 'class-validator';
import { Description } from '../schema/description.js';

export const SCAN_RESULTS = ['clean', 'not-scanned'] as const;
/** What the virus scan came to; an infected file is not stored. */
export type ScanResult = (typeof SCAN_RESULTS)[number];

/** What a download of any kind came to. */
export class DownloadedFile {
  @IsUUID()
  downloadId!: string;

  @Description("A reference into the content service's blob store.")
  @IsString()
  filePath!: string;

  @IsString()
  fileName!: string;

  @Description('Of the stored bytes.')
  @IsInt()
  @Min(0)
  fileSize!: number;

  @IsString()
  mimeType!: string;

  @Description('Of the stored bytes.')
  @IsHash('sha256')
  sha256!: string;

  @Description('`not-scanned` where the service has no virus scanner.')
  @IsIn(SCAN_RESULTS)
  scan!: ScanResult;

  @Description('From the request to the end, in milliseconds; pauses count.')
  @IsInt()
  @Min(0)
  downloadTime!: number;

  @IsISO8601()
  timestamp!: string;
}
