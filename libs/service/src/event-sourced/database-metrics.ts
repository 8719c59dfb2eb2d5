import { poolClient, type SqlClient } from '@edda/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { pulledGauge, type Sample } from '../metrics/pulled-gauge.js';
import { Reading } from '../metrics/reading.js';
import { METRICS } from '../metrics/service-metrics.js';

/** Shows how large the database of the service is, and that its tables are there. */
@Injectable()
export class DatabaseMetrics {
  constructor(@Inject(METRICS) registry: Registry, dataSource: DataSource) {
    new Gauge({
      name: 'edda_migrations_pending',
      help: 'Migrations this process waits for; 0 from when it runs.',
      registers: [registry],
    });
    const size = new Reading(() => sizeOf(poolClient(dataSource)));
    pulledGauge(registry, {
      name: 'edda_database_bytes',
      help: 'Size of the database of the service, indexes included: its events, those it has archived, and all else.',
      labelNames: ['part'],
      samples: () => size.get(),
    });
  }
}

async function sizeOf(client: SqlClient): Promise<Sample<'part'>[]> {
  const [size] = await client.query<{ all: string; events: string; archived: string }>(
    `select pg_database_size(current_database()) as all,
            pg_total_relation_size('events') as events,
            pg_total_relation_size('archived_events') as archived`,
    [],
    'size-of-database',
  );
  if (!size) return [];
  const [all, events, archived] = [Number(size.all), Number(size.events), Number(size.archived)];
  return [
    { labels: { part: 'events' }, value: events },
    { labels: { part: 'archived' }, value: archived },
    { labels: { part: 'rest' }, value: Math.max(0, all - events - archived) },
  ];
}
