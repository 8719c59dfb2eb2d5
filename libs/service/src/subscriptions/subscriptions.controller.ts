import { poolClient } from '@edda/event-store';
import { SubscriptionServer } from '@edda/messaging';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { countDeadLetters, countParked } from '../event-sourced/held-messages.js';
import { SubscriptionDto, toSubscriptionDto } from './subscription.dto.js';

/** How the subscriptions of the process that answers stand: for operators, whom the gateway lets through. */
@ApiTags('operations')
@Controller('subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly server: SubscriptionServer,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The subscriptions of the service: state, lag, what they have put aside' })
  @ApiOkResponse({ type: [SubscriptionDto] })
  async list(): Promise<SubscriptionDto[]> {
    const client = poolClient(this.dataSource);
    const statuses = this.server.statuses();
    const groups = statuses.map(({ group }) => group);
    const [parked, dead] = await Promise.all([countParked(client, groups), countDeadLetters(client, groups)]);
    return statuses.map((status) => {
      const isOf = ({ labels }: { labels: { group: string } }): boolean => labels.group === status.group;
      return toSubscriptionDto(status, {
        parked: Object.fromEntries(parked.filter(isOf).map(({ labels, value }) => [labels.status, value])),
        dead: dead.find(isOf)?.value ?? 0,
      });
    });
  }
}
