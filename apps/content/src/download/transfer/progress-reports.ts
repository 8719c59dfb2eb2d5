import type { PartialFile } from './partial-file.js';
import type { TransferProgress } from './transfer-progress.js';

/** Milliseconds between two reports. */
const EVERY = 500;

/** Tells now and then how far a file has come, also while its source sends nothing more. */
export class ProgressReports {
  private reported = -1;
  private running: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly file: PartialFile,
    private readonly report: (progress: TransferProgress) => void,
  ) {
    report(file.progress);
    // A disk that fails is found out by the next write, or by the last report.
    this.timer = setInterval(() => void this.next().catch(() => undefined), EVERY);
  }

  /**
   * The last report.
   *
   * @throws EddaError `DOWNLOAD.STORAGE_FAILED`
   */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.next();
  }

  /** One after the other, so that an older report never comes behind a newer one. */
  private next(): Promise<void> {
    this.running = this.running
      .catch(() => undefined)
      .then(async () => {
        if (this.file.progress.bytes === this.reported) return;
        const progress = await this.file.sync();
        this.reported = progress.bytes;
        this.report(progress);
      });
    return this.running;
  }
}
