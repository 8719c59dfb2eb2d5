import { Readable } from 'node:stream';
import { backoffDelay, pause } from '@edda/kernel';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BlobStore } from '../../../blobs/blob-store.js';
import { UrlFetchError } from '../../../fetching/url-fetch-error.js';
import { UrlFetcher, type FetchedUrl } from '../../../fetching/url-fetcher.js';
import { ContentRepository } from '../../content.repository.js';
import { UploadContent } from '../upload-content/upload-content.command.js';
import { FetchContent } from './fetch-content.command.js';
import { RunningFetches } from './running-fetches.js';

const ATTEMPTS = 3;

@CommandHandler(FetchContent)
export class FetchContentHandler implements ICommandHandler<FetchContent> {
  constructor(
    private readonly contents: ContentRepository,
    private readonly fetcher: UrlFetcher,
    private readonly blobs: BlobStore,
    private readonly commands: CommandBus,
    private readonly fetches: RunningFetches,
  ) {}

  async execute({ contentId, url }: FetchContent): Promise<void> {
    const startedAt = performance.now();
    let fetched: FetchedUrl;
    try {
      if (await this.hasEnded(contentId)) return;
      fetched = await this.fetches.run(contentId, (signal) => this.fetch(url, signal));
    } catch (error) {
      if (!(error instanceof UrlFetchError)) throw error;
      const reason = { code: error.code, detail: error.detail };
      await this.contents.change(contentId, (content) =>
        content.fail(reason, performance.now() - startedAt, new Date()),
      );
      return;
    }
    // Called off meanwhile.
    if (await this.hasEnded(contentId)) return;
    const blob = await this.blobs.put('uploads', Readable.from(Buffer.from(fetched.bytes)));
    const { fileName, mimeType } = fetched;
    await this.commands.execute(new UploadContent(contentId, blob, { fileName, mimeType, source: url }));
  }

  private async hasEnded(contentId: string): Promise<boolean> {
    const { aggregate } = await this.contents.load(contentId);
    return aggregate.isEnded;
  }

  private async fetch(url: string, signal: AbortSignal): Promise<FetchedUrl> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.fetcher.fetch(url, signal);
      } catch (error) {
        const isFinal = !(error instanceof UrlFetchError) || !error.retryable || attempt === ATTEMPTS;
        if (isFinal || signal.aborted) throw error;
        await pause(backoffDelay(attempt, { initial: 500, factor: 3, max: 5000, jitter: 0.2 }), signal);
      }
    }
  }
}
