import { Command } from '@nestjs/cqrs';

/** Pause, resume or cancel an enrichment; cancelling undoes what it has changed. */
export class ControlEnrichment extends Command<void> {
  constructor(
    readonly enrichmentId: string,
    readonly action: 'pause' | 'resume' | 'cancel',
    readonly reason: string,
  ) {
    super();
  }
}
