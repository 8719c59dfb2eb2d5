import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvestigationRepository } from '../../investigation.repository.js';
import { deedNow } from '../deed.js';
import { CloseInvestigation } from './close-investigation.command.js';

@CommandHandler(CloseInvestigation)
export class CloseInvestigationHandler implements ICommandHandler<CloseInvestigation> {
  constructor(private readonly investigations: InvestigationRepository) {}

  async execute({ investigationId, conclusion }: CloseInvestigation): Promise<void> {
    await this.investigations.change(investigationId, (it) => it.close(conclusion, deedNow()));
  }
}
