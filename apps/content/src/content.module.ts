import { join } from 'node:path';
import { eventSourcedService } from '@edda/service';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BlobStore } from './blobs/blob-store.js';
import { FolderBlobStore } from './blobs/folder-blob-store.js';
import { ContentConfig } from './content.config.js';
import { CancelContentHandler } from './content/commands/cancel-content/cancel-content.handler.js';
import { FetchContentHandler } from './content/commands/fetch-content/fetch-content.handler.js';
import { RunningFetches } from './content/commands/fetch-content/running-fetches.js';
import { ProcessContentHandler } from './content/commands/process-content/process-content.handler.js';
import { ReportUnavailableHandler } from './content/commands/report-unavailable/report-unavailable.handler.js';
import { RequestContentHandler } from './content/commands/request-content/request-content.handler.js';
import { UploadContentHandler } from './content/commands/upload-content/upload-content.handler.js';
import { ContentRepository } from './content/content.repository.js';
import { Content } from './content/domain/content.js';
import { AnswerUpload } from './content/http/answer-upload.js';
import { ContentsController } from './content/http/contents.controller.js';
import { ContentMessagesController } from './content/messages/content-messages.controller.js';
import { ContentView } from './content/projections/content-view.entity.js';
import { ContentViewProjection } from './content/projections/content-view.projection.js';
import { GetContentHandler } from './content/queries/get-content/get-content.handler.js';
import { GetTextHandler } from './content/queries/get-text/get-text.handler.js';
import { ListContentsHandler } from './content/queries/list-contents/list-contents.handler.js';
import { SearchContentsHandler } from './content/queries/search-contents/search-contents.handler.js';
import { ControlDownloadHandler } from './download/commands/control-download/control-download.handler.js';
import { RequestDownloadHandler } from './download/commands/request-download/request-download.handler.js';
import { Download } from './download/domain/download.js';
import { DownloadRepository } from './download/download.repository.js';
import { DownloadsController } from './download/http/downloads.controller.js';
import { DownloadView } from './download/projections/download-view.entity.js';
import { DownloadViewProjection } from './download/projections/download-view.projection.js';
import { GetDownloadHandler } from './download/queries/get-download/get-download.handler.js';
import { ListDownloadsHandler } from './download/queries/list-downloads/list-downloads.handler.js';
import { DownloadSagas } from './download/sagas/download-sagas.js';
import { VirusScanner } from './download/scanning/virus-scanner.js';
import { virusScannerFromUrl } from './download/scanning/virus-scanner-from-url.js';
import { Leftovers } from './download/storage/leftovers.js';
import { StoredDownloads } from './download/storage/stored-downloads.js';
import { PartialFiles } from './download/transfer/partial-files.js';
import { ExtractionPool } from './extraction/process/extraction-pool.js';
import { UrlFetcher } from './fetching/url-fetcher.js';
import { CreateContent1760000001000 } from './migrations/1760000001000-create-content.js';
import { CreateDownloads1765000001000 } from './migrations/1765000001000-create-downloads.js';

@Module({
  imports: [TypeOrmModule.forFeature([ContentView, DownloadView])],
  controllers: [ContentsController, ContentMessagesController, DownloadsController],
  providers: [
    AnswerUpload,
    CancelContentHandler,
    ContentRepository,
    ContentViewProjection,
    ControlDownloadHandler,
    DownloadRepository,
    DownloadSagas,
    DownloadViewProjection,
    FetchContentHandler,
    GetContentHandler,
    GetDownloadHandler,
    GetTextHandler,
    Leftovers,
    ListContentsHandler,
    ListDownloadsHandler,
    ProcessContentHandler,
    ReportUnavailableHandler,
    RequestContentHandler,
    RequestDownloadHandler,
    RunningFetches,
    SearchContentsHandler,
    StoredDownloads,
    UploadContentHandler,
    {
      provide: BlobStore,
      inject: [ContentConfig],
      useFactory: ({ blobDirectory }: ContentConfig) => new FolderBlobStore(blobDirectory),
    },
    {
      provide: ExtractionPool,
      inject: [ContentConfig],
      useFactory: ({ extractionDeadlineMs, extractionMemoryBytes }: ContentConfig) =>
        new ExtractionPool({
          deadlineMs: extractionDeadlineMs,
          memoryLimitBytes: extractionMemoryBytes,
          // Its memory is wanted elsewhere as soon as the imports are through; a new start takes a third of a second.
          idleMs: 2000,
        }),
    },
    {
      provide: UrlFetcher,
      inject: [ContentConfig],
      useFactory: ({ fetchAllow, maxUploadBytes }: ContentConfig) =>
        new UrlFetcher({ allow: fetchAllow, maxBytes: maxUploadBytes }),
    },
    {
      provide: PartialFiles,
      inject: [ContentConfig],
      useFactory: ({ blobDirectory }: ContentConfig) => new PartialFiles(join(blobDirectory, 'incoming', 'downloads')),
    },
    {
      provide: VirusScanner,
      inject: [ContentConfig],
      useFactory: ({ clamavUrl }: ContentConfig) => virusScannerFromUrl(clamavUrl),
    },
  ],
})
export class ContentModule implements OnApplicationShutdown {
  constructor(@Inject(ExtractionPool) private readonly extraction: ExtractionPool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.extraction.close();
  }
}

/** Sources: taken in, made readable, searched. */
export const contentService = eventSourcedService({
  name: 'content',
  title: 'Edda content',
  config: ContentConfig,
  module: () => ContentModule,
  http: ({ maxUploadBytes }) => ({
    multipart: { fileSize: maxUploadBytes, files: 1, fields: 4, fieldSize: 8192 },
    requestTimeoutMs: 300_000,
  }),
  entities: [ContentView, DownloadView],
  migrations: [CreateContent1760000001000, CreateDownloads1765000001000],
  log: { aggregates: [Content, Download], projections: [] },
});
