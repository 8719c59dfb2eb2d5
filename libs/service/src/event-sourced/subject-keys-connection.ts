import { SUBJECT_KEY_STORE, type PostgresSubjectKeys } from '@edda/event-store';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HealthIndicators } from '../health/health-indicators.js';

/** Says how the keys of personal data are, and closes their connections at the end. */
@Injectable()
export class SubjectKeysConnection implements OnApplicationShutdown {
  constructor(
    @Inject(SUBJECT_KEY_STORE) private readonly keys: PostgresSubjectKeys | null,
    health: HealthIndicators,
  ) {
    if (keys) health.register('keys', () => keys.ping());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.keys?.close();
  }
}
