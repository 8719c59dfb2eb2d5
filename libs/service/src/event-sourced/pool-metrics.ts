import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { Counter, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { METRICS } from '../metrics/service-metrics.js';

/** Milliseconds between two looks at the pool. */
const LOOK_MS = 250;

/**
 * Shows how the connections of this process to the database of its service are used. Not by a look at the moment of the
 * scrape: what a scrape looks up takes all connections itself.
 */
@Injectable()
export class PoolMetrics implements OnApplicationShutdown {
  private readonly seconds;
  private readonly timer;
  private lookedAt = performance.now();

  constructor(
    @Inject(METRICS) registry: Registry,
    private readonly dataSource: DataSource,
  ) {
    this.seconds = new Counter({
      name: 'edda_database_connection_seconds_total',
      help: 'Time that connections were used, and that somebody waited for one because all were: its rate is how many at once.',
      labelNames: ['state'],
      registers: [registry],
    });
    this.add(0, 0);
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    const seconds = (now - this.lookedAt) / 1000;
    this.lookedAt = now;
    const { isInitialized, driver } = this.dataSource;
    const { master: pool } = driver as unknown as { master?: Pool };
    if (isInitialized && pool) this.add((pool.totalCount - pool.idleCount) * seconds, pool.waitingCount * seconds);
  }

  private add(used: number, waiting: number): void {
    this.seconds.inc({ state: 'used' }, used);
    this.seconds.inc({ state: 'waiting' }, waiting);
  }
}
