import { Command } from '@nestjs/cqrs';

/** Fetch a requested URL and take its bytes in. */
export class FetchContent extends Command<void> {
  constructor(
    readonly contentId: string,
    readonly url: string,
  ) {
    super();
  }
}
