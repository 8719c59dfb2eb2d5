import type { Clock } from '@edda/kernel';
import { ApiPage, CLOCK, decodeCursor, encodeCursor, pageOf, type Page } from '@edda/service';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListActivity } from '../queries/list-activity/list-activity.query.js';
import { ActivityQuery } from './activity-query.dto.js';
import { toTypeActivityDto, TypeActivityDto } from './type-activity.dto.js';

const MINUTE_MS = 60_000;

@ApiTags('streams')
@Controller('streams')
export class StreamsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How many events of each type came in the last minutes, and how many told of a failure' })
  @ApiPage(TypeActivityDto)
  async list(
    @Query() { minutes, context, type, failed, limit, cursor }: ActivityQuery,
  ): Promise<Page<TypeActivityDto>> {
    const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['string']);
    const to = this.clock.now();
    // From the beginning of a minute, because windows are minutes: the one that runs counts as one of them.
    const from = new Date((Math.floor(to.getTime() / MINUTE_MS) - minutes + 1) * MINUTE_MS);
    const filter = {
      failedOnly: failed,
      ...(context !== undefined && { context }),
      ...(type !== undefined && { type }),
    };
    const activity = await this.queries.execute(new ListActivity(from, filter, limit + 1, after));
    const items = activity.map((ofType) => toTypeActivityDto(ofType, from, to));
    return pageOf(items, limit, (last) => encodeCursor([last.type]));
  }
}
