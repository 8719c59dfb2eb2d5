import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContentRepository } from '../../content.repository.js';
import { contentAlreadyUploaded } from '../../domain/content-errors.js';
import { ReportUnavailable } from './report-unavailable.command.js';

@CommandHandler(ReportUnavailable)
export class ReportUnavailableHandler implements ICommandHandler<ReportUnavailable> {
  constructor(private readonly contents: ContentRepository) {}

  async execute({ contentId, reason }: ReportUnavailable): Promise<void> {
    await this.contents.change(contentId, (content) => {
      if (content.state.sha256) throw contentAlreadyUploaded(contentId, content.state.sha256);
      content.fail({ code: 'UNAVAILABLE', detail: reason }, 0, new Date());
    });
  }
}
