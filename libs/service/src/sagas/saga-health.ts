import { poolClient, type SqlClient } from '@edda/event-store';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HealthIndicators } from '../health/health-indicators.js';

/** Tells in the readiness of a service how many of its sagas are stuck. They wait for a person: the service is of use all the same. */
@Injectable()
export class SagaHealth implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly indicators: HealthIndicators,
  ) {}

  onModuleInit(): void {
    this.indicators.register('sagas', () => stuckSagas(poolClient(this.dataSource)), { critical: false });
  }
}

/** How many are stuck by saga; nothing when none is. */
async function stuckSagas(client: SqlClient): Promise<Record<string, unknown>> {
  const rows = await client.query<{ saga: string; count: number }>(
    `select saga, count(*)::int as count from saga_instances where ended_at is null and status = 'stuck' group by saga`,
    [],
    'stuck-sagas',
  );
  return rows.length === 0 ? {} : { stuck: Object.fromEntries(rows.map(({ saga, count }) => [saga, count])) };
}
