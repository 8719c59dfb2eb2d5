import { idempotencyKeyReused, keyedId } from '@edda/service';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvestigationRepository } from '../../investigation.repository.js';
import { deedNow } from '../deed.js';
import { OpenInvestigation } from './open-investigation.command.js';

@CommandHandler(OpenInvestigation)
export class OpenInvestigationHandler implements ICommandHandler<OpenInvestigation> {
  constructor(private readonly investigations: InvestigationRepository) {}

  async execute({ title, description, idempotencyKey }: OpenInvestigation): Promise<string> {
    const id = keyedId('investigations', idempotencyKey);
    await this.investigations.change(id, (investigation, version) => {
      const { state } = investigation;
      if (version > 0 && (state.title !== title || state.description !== description)) {
        throw idempotencyKeyReused(idempotencyKey ?? '', 'investigation');
      }
      investigation.open(title, description, deedNow());
    });
    return id;
  }
}
