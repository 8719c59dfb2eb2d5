import { contextOrNew } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ControlEnrichment } from './control-enrichment.command.js';

@CommandHandler(ControlEnrichment)
export class ControlEnrichmentHandler implements ICommandHandler<ControlEnrichment> {
  constructor(@Inject(SAGAS) private readonly sagas: Sagas) {}

  async execute({ enrichmentId, action, reason }: ControlEnrichment): Promise<void> {
    const asked = { by: contextOrNew().userId ?? 'anonymous', reason };
    await this.sagas.control(
      enrichmentId,
      action === 'cancel' ? { ...asked, action, compensate: true } : { ...asked, action },
    );
  }
}
