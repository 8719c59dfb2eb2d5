import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../logging/logger.js';

const LOG_EVERY_MS = 60_000;
const FAILED = 1;

type Done = Parameters<SpanExporter['export']>[1];

/** Says when spans cannot be sent, once a minute at most: the SDK itself would say it to nobody. */
export class LoggedExporter implements SpanExporter {
  private loggedAt = -Infinity;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly logger: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {}

  export(spans: ReadableSpan[], done: Done): void {
    this.exporter.export(spans, (result) => {
      if (Number(result.code) === FAILED) this.report(spans.length, result.error);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  private report(spans: number, error: Error | undefined): void {
    if (this.now() - this.loggedAt < LOG_EVERY_MS) return;
    this.loggedAt = this.now();
    this.logger.warn(`${spans} spans could not be sent to the collector and are lost.`, { error });
  }
}
