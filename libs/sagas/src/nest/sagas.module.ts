import { UnitOfWork } from '@edda/event-store';
import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type InjectionToken,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SAGA_METRICS, type SagaMetrics } from '../metrics/saga-metrics.js';
import type { SagaRunnerOptions } from '../runtime/runner-options.js';
import { SagaRunner } from '../runtime/saga-runner.js';
import { SAGAS } from '../runtime/sagas.js';

export interface SagasModuleOptions extends Omit<
  SagaRunnerOptions,
  'service' | 'dataSource' | 'unitOfWork' | 'metrics'
> {
  /** How long a shutdown waits for what is under way, in milliseconds; 10,000 unless given. */
  readonly drainMs?: number;
}

/** Options made from what the application provides. */
export interface SagasModuleSetup {
  readonly inject?: readonly InjectionToken[];
  readonly useFactory?: (...dependencies: never[]) => SagasModuleOptions;
}

const OPTIONS = Symbol('edda:sagas-options');
const DEFAULT_DRAIN_MS = 10_000;

/**
 * The sagas of one service, as `@Inject(SAGAS) sagas: Sagas`. It needs a TypeORM `DataSource` with the tables of
 * `EVENT_STORE_MIGRATIONS` and `SAGA_MIGRATIONS`, and `EventStoreModule.forService`; it reports to `SAGA_METRICS` where that
 * is provided. Definitions are registered in the constructors of providers: from the application's bootstrap on
 * instances are moved.
 */
@Module({})
export class SagasModule {
  static forService(service: string, { inject = [], useFactory }: SagasModuleSetup = {}): DynamicModule {
    return {
      module: SagasModule,
      global: true,
      providers: [
        {
          provide: OPTIONS,
          inject: [...inject],
          useFactory: useFactory ?? ((): SagasModuleOptions => ({})),
        },
        {
          provide: SagaRunner,
          inject: [DataSource, UnitOfWork, OPTIONS, { token: SAGA_METRICS, optional: true }],
          useFactory: (
            dataSource: DataSource,
            unitOfWork: UnitOfWork,
            options: SagasModuleOptions,
            metrics: SagaMetrics | undefined,
          ) => new SagaRunner({ service, dataSource, unitOfWork, ...options, ...(metrics && { metrics }) }),
        },
        { provide: SAGAS, useExisting: SagaRunner },
        {
          provide: SagasLifeCycle,
          inject: [SagaRunner, OPTIONS],
          useFactory: (runner: SagaRunner, { drainMs = DEFAULT_DRAIN_MS }: SagasModuleOptions) =>
            new SagasLifeCycle(runner, drainMs),
        },
      ],
      exports: [SAGAS, SagaRunner],
    };
  }
}

class SagasLifeCycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly runner: SagaRunner,
    private readonly drainMs: number,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.runner.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop(this.drainMs);
  }
}
