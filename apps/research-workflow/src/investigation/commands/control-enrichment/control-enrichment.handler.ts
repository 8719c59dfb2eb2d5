import { SAGAS, type Sagas } from '@edda/sagas';
import { callerName } from '@edda/service';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ControlEnrichment } from './control-enrichment.command.js';

@CommandHandler(ControlEnrichment)
export class ControlEnrichmentHandler implements ICommandHandler<ControlEnrichment> {
  constructor(@Inject(SAGAS) private readonly sagas: Sagas) {}

  async execute({ enrichmentId, action, reason }: ControlEnrichment): Promise<void> {
    const asked = { by: callerName(), reason };
    await this.sagas.control(
      enrichmentId,
      action === 'cancel' ? { ...asked, action, compensate: true } : { ...asked, action },
    );
  }
}
