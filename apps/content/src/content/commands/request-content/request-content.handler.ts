import { EddaError } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContentRepository } from '../../content.repository.js';
import { RequestContent } from './request-content.command.js';

@CommandHandler(RequestContent)
export class RequestContentHandler implements ICommandHandler<RequestContent> {
  constructor(private readonly contents: ContentRepository) {}

  async execute({ contentId, source, origin, url, unavailable }: RequestContent): Promise<void> {
    if (origin === 'url' && !url) {
      throw new EddaError(
        'invalid',
        'CONTENT.URL_MISSING',
        `Content ${contentId} is to be fetched, but no url is given.`,
      );
    }
    await this.contents.change(contentId, (content) => {
      const now = new Date();
      content.request(source, origin, url, now);
      if (unavailable) content.fail({ code: 'UNAVAILABLE', detail: unavailable }, 0, now);
    });
  }
}
