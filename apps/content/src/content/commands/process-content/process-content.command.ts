import { Command } from '@nestjs/cqrs';

/** Extract the text of an uploaded content. */
export class ProcessContent extends Command<void> {
  constructor(readonly contentId: string) {
    super();
  }
}
