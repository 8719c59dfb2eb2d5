import { newId, withContext } from '@edda/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { UploadContent } from '../commands/upload-content/upload-content.command.js';
import { GetContent } from '../queries/get-content/get-content.query.js';
import type { ReceivedUpload } from './multipart-upload.js';

/** Takes bytes in that answer a request, under the correlation of who asked and caused by the request. */
@Injectable()
export class AnswerUpload {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** @throws EddaError `CONTENT.NOT_FOUND` when `contentId` names a content that nobody asked for */
  async take(upload: ReceivedUpload & { title?: string }): Promise<{ contentId: string; created: boolean }> {
    const { blob, fileName, mimeType, title } = upload;
    const contentId = upload.contentId ?? newId();
    const file = { fileName, mimeType, source: upload.source ?? fileName, ...(title && { title }) };
    const take = () => this.commands.execute(new UploadContent(contentId, blob, file));
    const { created } = upload.contentId ? await this.inContextOf(contentId, take) : await take();
    return { contentId, created };
  }

  async inContextOf<T>(contentId: string, work: () => Promise<T>): Promise<T> {
    const view = await this.queries.execute(new GetContent(contentId));
    return withContext({ correlationId: view.correlationId, causationId: view.lastEventId }, work);
  }
}
