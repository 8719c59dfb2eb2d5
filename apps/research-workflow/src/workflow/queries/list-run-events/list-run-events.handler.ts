import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import { RunEvent } from '../../story/run-event.entity.js';
import { ListRunEvents } from './list-run-events.query.js';

@QueryHandler(ListRunEvents)
export class ListRunEventsHandler implements IQueryHandler<ListRunEvents> {
  constructor(@InjectRepository(RunEvent) private readonly events: Repository<RunEvent>) {}

  execute({ workflowId, after, limit }: ListRunEvents): Promise<RunEvent[]> {
    return this.events.find({
      where: { workflowId, position: MoreThan(after) },
      order: { position: 'ASC' },
      take: limit,
    });
  }
}
