import { Command } from '@nestjs/cqrs';

export const DOWNLOAD_CONTROLS = ['pause', 'resume', 'cancel'] as const;
export type DownloadControl = (typeof DOWNLOAD_CONTROLS)[number];

/** Pause, resume or cancel a download. */
export class ControlDownload extends Command<void> {
  constructor(
    readonly downloadId: string,
    readonly control: DownloadControl,
    readonly reason: string,
  ) {
    super();
  }
}
