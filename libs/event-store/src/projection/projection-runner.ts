import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Projections } from './projections.js';

/** Keeps the projections of an application from its start to its end. */
@Injectable()
export class ProjectionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Projections.name);

  constructor(private readonly projections: Projections) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.projections.start({ onError: (error) => this.logger.warn(error) });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.projections.stop();
  }
}
