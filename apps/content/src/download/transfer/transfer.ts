import { pipeline, type Readable } from 'node:stream';
import { EddaError, pause, type Uuid } from '@edda/kernel';
import type { ActionExecution } from '@edda/sagas';
import type { GuardedResponse } from '../../fetching/guarded-client.js';
import { decodersOf } from '../../fetching/read-body.js';
import { downloadFailure } from '../domain/download-failures.js';
import { contentRangeOf } from '../source/content-range.js';
import { isSuccess, type DownloadSource } from '../source/download-source.js';
import { isEncoded, sizeOf, validatorOf } from '../source/source-metadata.js';
import type { PartialFile } from './partial-file.js';
import { ProgressReports } from './progress-reports.js';
import { openPartialFile, resumablePart, type ResumablePart } from './resumable-part.js';
import type { PartialFiles } from './partial-files.js';

/** Before a connection that broke is followed by the next one, in milliseconds. */
const BREATH = 250;

/** All of a file, among the partial files of its download. */
export interface TransferredFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

export type TransferExecution = Pick<ActionExecution, 'signal' | 'reported' | 'report'>;

/** Fetches files to disk, and goes on where it was interrupted when the source lets it. */
export class Transfer {
  constructor(
    private readonly source: Pick<DownloadSource, 'send' | 'refusal'>,
    private readonly partials: PartialFiles,
    private readonly maxBytes: number,
  ) {}

  /**
   * Fetches a file, behind what earlier calls have left and reported. A connection that breaks is followed by another one
   * as long as each brings something that the next can build on.
   *
   * @throws EddaError `DOWNLOAD.*`; the reason of the signal
   */
  async fetch(downloadId: Uuid, url: string, execution: TransferExecution): Promise<TransferredFile> {
    let part = await resumablePart(this.partials, downloadId, execution.reported);
    for (;;) {
      const begun = part?.bytes ?? 0;
      try {
        return await this.attempt(downloadId, url, part, execution, (progress) => (part = progress));
      } catch (error) {
        execution.signal.throwIfAborted();
        if (error instanceof FileChanged) {
          part = null;
          continue;
        }
        const mayGoOn = error instanceof EddaError && error.retryable && error.code !== 'DOWNLOAD.STORAGE_FAILED';
        if (!mayGoOn || (part?.bytes ?? 0) <= begun) throw error;
        await pause(BREATH, execution.signal);
      }
    }
  }

  private attempt(
    downloadId: Uuid,
    url: string,
    part: ResumablePart | null,
    execution: TransferExecution,
    keep: (part: ResumablePart | null) => void,
  ): Promise<TransferredFile> {
    const headers: Record<string, string> = part ? { range: `bytes=${part.bytes}-`, 'if-range': part.validator } : {};
    const { signal } = execution;
    return this.source.send(url, { headers, signal }, async (response) => {
      signal.throwIfAborted();
      const file = await this.fileFor(downloadId, response, part, signal);
      const reports = new ProgressReports(file, (progress) => execution.report(progress));
      try {
        if (response.status !== 416) await this.receive(response, file);
        await file.finish();
        return { name: file.name, size: file.progress.bytes };
      } finally {
        await reports.end().finally(() => file.close());
        const { validator, ...progress } = file.progress;
        keep(validator !== null && progress.bytes > 0 ? { ...progress, validator } : null);
      }
    });
  }

  /** Where an answer belongs: behind the part that is there, or at the beginning of a new file. */
  private async fileFor(
    downloadId: Uuid,
    response: GuardedResponse,
    part: ResumablePart | null,
    signal: AbortSignal,
  ): Promise<PartialFile> {
    const { status, headers, url } = response;
    if (part && (status === 206 || status === 416)) {
      const range = contentRangeOf(headers);
      const isNext = status === 206 ? range?.start === part.bytes : range?.total === part.bytes;
      const isSame = !isEncoded(headers) && [null, part.validator].includes(validatorOf(headers));
      const total = range?.total ?? part.total;
      if (!isNext || !isSame || total !== (part.total ?? total)) throw new FileChanged();
      return openPartialFile(this.partials, downloadId, { ...part, total });
    }
    if (status === 206 || !isSuccess(response)) {
      throw status === 206
        ? downloadFailure('DOWNLOAD.SOURCE_REFUSED', `${url.host} sent a part of the file that nobody asked for.`)
        : await this.source.refusal(response, signal);
    }
    const total = sizeOf(status, headers);
    if (total !== null && total > this.maxBytes) throw this.tooLarge();
    const validator = isEncoded(headers) ? null : validatorOf(headers);
    return openPartialFile(this.partials, downloadId, { bytes: 0, total, validator });
  }

  private async receive(response: GuardedResponse, file: PartialFile): Promise<void> {
    for await (const chunk of bodyOf(response, this.maxBytes)) {
      if (file.progress.bytes + chunk.length > this.maxBytes) throw this.tooLarge();
      await file.append(chunk);
    }
    const { bytes, total } = file.progress;
    if (total === null || bytes === total) return;
    const detail = `${response.url.host} sent ${bytes} of ${total} bytes and no more.`;
    throw downloadFailure('DOWNLOAD.SOURCE_UNAVAILABLE', detail);
  }

  private tooLarge(): EddaError {
    return downloadFailure('DOWNLOAD.TOO_LARGE', `The source has more than ${this.maxBytes} bytes; no more are taken.`);
  }
}

/** The part that is there is of another state of the file, or cannot be gone on with. */
class FileChanged extends EddaError {
  constructor() {
    super('unavailable', 'DOWNLOAD.SOURCE_UNAVAILABLE', 'The file has changed while it was fetched.');
  }
}

function bodyOf({ body, headers }: GuardedResponse, maxBytes: number): AsyncIterable<Buffer> {
  const decoders = decodersOf(headers['content-encoding'] ?? '', maxBytes);
  const last = decoders.at(-1);
  if (!last) return body as AsyncIterable<Buffer>;
  // What one of them ends with ends the last one too, and with it the loop that reads it.
  pipeline([body, ...decoders], () => undefined);
  return last as Readable as AsyncIterable<Buffer>;
}
