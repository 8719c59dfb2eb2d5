import { Projections, RetentionSchedule, UnitOfWork, type StorageClasses } from '@edda/event-store';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { LOGGER } from '../bootstrap/tokens.js';
import type { Logger } from '../logging/logger.js';

/** Commands and replies are done with once they are delivered; brokers keep them for seven days. */
export const DEFAULT_STORAGE: StorageClasses = { outgoing: { kind: 'log', retentionDays: 30 } };

const STORAGE = Symbol('edda:storage');

/** Removes what the storage classes of a service keep no longer, while it runs. */
@Injectable()
export class RetentionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly schedule: RetentionSchedule;

  constructor(
    unitOfWork: UnitOfWork,
    projections: Projections,
    @Inject(STORAGE) classes: StorageClasses,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.schedule = new RetentionSchedule(unitOfWork, {
      classes,
      prune: () => projections.prune(),
      onRemoved: (removed) => logger.info('The retention of the log has removed events.', { removed }),
      onError: (error) => logger.warn('The retention of the log failed; it is tried again.', { error }),
    });
  }

  static with(storage: StorageClasses = {}): Provider[] {
    return [{ provide: STORAGE, useValue: { ...DEFAULT_STORAGE, ...storage } }, RetentionRunner];
  }

  onApplicationBootstrap(): void {
    this.schedule.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.schedule.stop();
  }
}
