import { UnitOfWork } from '@edda/event-store';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContentRepository } from '../../content.repository.js';
import { RunningFetches } from '../fetch-content/running-fetches.js';
import { CancelContent } from './cancel-content.command.js';

@CommandHandler(CancelContent)
export class CancelContentHandler implements ICommandHandler<CancelContent> {
  constructor(
    private readonly contents: ContentRepository,
    private readonly fetches: RunningFetches,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ contentId, reason }: CancelContent): Promise<void> {
    await this.contents.change(contentId, (content) =>
      content.fail({ code: 'CONTENT.CANCELLED', detail: reason }, 0, new Date()),
    );
    // What runs in another process finds out when it is through; its result is not taken.
    if (this.unitOfWork.isActive) this.unitOfWork.afterCommit(() => this.fetches.stop(contentId));
    else this.fetches.stop(contentId);
  }
}
