import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvestigationRepository } from '../../investigation.repository.js';
import { deedNow } from '../deed.js';
import { UpdateEntity } from './update-entity.command.js';

@CommandHandler(UpdateEntity)
export class UpdateEntityHandler implements ICommandHandler<UpdateEntity> {
  constructor(private readonly investigations: InvestigationRepository) {}

  async execute({ investigationId, entityId, changes, revision }: UpdateEntity): Promise<void> {
    await this.investigations.change(investigationId, (it) => it.updateEntity(entityId, changes, revision, deedNow()));
  }
}
