import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PersonalData } from './personal-data.js';

const LOOK_EVERY_MS = 10_000;

/**
 * Tells of the subjects that a service had forgotten when it died, or that somebody forgot in its name from outside.
 * Begins once the projections of the service are there.
 */
@Injectable()
export class UnfinishedForgetting implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly personalData: PersonalData) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.personalData.hasKeys) return;
    await this.personalData.finish();
    this.timer = setInterval(() => {
      // What failed is still there at the next look, and health says whether the keys are out of reach.
      this.looking = this.looking.then(() => this.personalData.finish()).catch(() => undefined);
    }, LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }
}
