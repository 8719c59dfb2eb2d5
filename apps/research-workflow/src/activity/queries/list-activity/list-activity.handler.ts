import { contextOrNew, groupBy } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThanOrEqual, Repository } from 'typeorm';
import { ActivityWindow } from '../../activity-window.entity.js';
import { ListActivity, type TypeActivity } from './list-activity.query.js';

@QueryHandler(ListActivity)
export class ListActivityHandler implements IQueryHandler<ListActivity> {
  constructor(@InjectRepository(ActivityWindow) private readonly windows: Repository<ActivityWindow>) {}

  async execute(query: ListActivity): Promise<TypeActivity[]> {
    const { tenantId } = contextOrNew();
    const types = await this.typesOf(query, tenantId);
    const windows = await this.windows.find({
      where: { tenantId, type: In(types), start: MoreThanOrEqual(query.since) },
      order: { type: 'ASC', start: 'ASC' },
    });
    const byType = groupBy(windows, ({ type }) => type);
    return types.map((type) => {
      const ofType = byType.get(type) ?? [];
      return { type, context: ofType[0]?.context ?? '', windows: ofType };
    });
  }

  private async typesOf({ since, filter, limit, after }: ListActivity, tenantId: string): Promise<string[]> {
    const types = this.windows
      .createQueryBuilder('activity')
      .select('activity.type', 'type')
      .where('activity.tenant_id = :tenantId and activity.window_start >= :since', { tenantId, since })
      .groupBy('activity.type')
      .orderBy('activity.type', 'ASC')
      .limit(limit);
    if (filter.context !== undefined) types.andWhere('activity.context = :context', { context: filter.context });
    if (filter.type !== undefined) types.andWhere('activity.type = :type', { type: filter.type });
    if (filter.failedOnly) types.having('sum(activity.failed) > 0');
    if (after !== undefined) types.andWhere('activity.type > :after', { after });
    const rows = await types.getRawMany<{ type: string }>();
    return rows.map(({ type }) => type);
  }
}
