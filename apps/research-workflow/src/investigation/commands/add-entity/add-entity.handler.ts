import { idempotencyKeyReused, keyedId } from '@edda/service';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvestigationRepository } from '../../investigation.repository.js';
import { deedNow } from '../deed.js';
import { AddEntity } from './add-entity.command.js';

@CommandHandler(AddEntity)
export class AddEntityHandler implements ICommandHandler<AddEntity> {
  constructor(private readonly investigations: InvestigationRepository) {}

  async execute({ investigationId, entity, idempotencyKey }: AddEntity): Promise<string> {
    const entityId = keyedId(`${investigationId}/entities`, idempotencyKey);
    await this.investigations.change(investigationId, (investigation) => {
      const known = investigation.state.entities[entityId];
      // Its attributes may have changed since, so they tell nothing.
      if (known && (known.kind !== entity.kind || (known.revision === 1 && known.name !== entity.name))) {
        throw idempotencyKeyReused(idempotencyKey ?? '', 'entity');
      }
      investigation.addEntity(entityId, entity, deedNow());
    });
    return entityId;
  }
}
