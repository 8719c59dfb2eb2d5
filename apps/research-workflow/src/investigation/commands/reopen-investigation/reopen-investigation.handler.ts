import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvestigationRepository } from '../../investigation.repository.js';
import { deedNow } from '../deed.js';
import { ReopenInvestigation } from './reopen-investigation.command.js';

@CommandHandler(ReopenInvestigation)
export class ReopenInvestigationHandler implements ICommandHandler<ReopenInvestigation> {
  constructor(private readonly investigations: InvestigationRepository) {}

  async execute({ investigationId, reason }: ReopenInvestigation): Promise<void> {
    await this.investigations.change(investigationId, (it) => it.reopen(reason, deedNow()));
  }
}
