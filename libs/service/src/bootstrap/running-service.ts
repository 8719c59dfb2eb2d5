import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A service that listens. */
export interface RunningService {
  readonly name: string;
  /** Where it can be reached, such as `http://127.0.0.1:3001`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  /**
   * Tells that it goes away, waits the shutdown delay, stops accepting, lets running requests finish up to the
   * deadline, then closes the application. Later calls wait for the first.
   */
  close(): Promise<void>;
}
