import { eventSourcedService } from '@edda/service';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BlobStore } from './blobs/blob-store.js';
import { FolderBlobStore } from './blobs/folder-blob-store.js';
import { ContentConfig } from './content.config.js';
import { FetchContentHandler } from './content/commands/fetch-content/fetch-content.handler.js';
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
import { ExtractionPool } from './extraction/process/extraction-pool.js';
import { UrlFetcher } from './fetching/url-fetcher.js';
import { CreateContent1760000001000 } from './migrations/1760000001000-create-content.js';

@Module({
  imports: [TypeOrmModule.forFeature([ContentView])],
  controllers: [ContentsController, ContentMessagesController],
  providers: [
    AnswerUpload,
    ContentRepository,
    ContentViewProjection,
    FetchContentHandler,
    GetContentHandler,
    GetTextHandler,
    ListContentsHandler,
    ProcessContentHandler,
    ReportUnavailableHandler,
    RequestContentHandler,
    SearchContentsHandler,
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
  entities: [ContentView],
  migrations: [CreateContent1760000001000],
  log: { aggregates: [Content], projections: [] },
});
