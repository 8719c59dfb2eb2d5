import { isError } from '../errors/is-error.js';
import { redactText } from '../logging/redact.js';
import { type Draining } from './draining.js';

/** Looks whether a part works; resolves with details for people, rejects when it does not. */
export type HealthCheck = () => Promise<Readonly<Record<string, unknown>> | void>;

export interface HealthIndicatorOptions {
  /** Milliseconds until a check without an answer counts as down; 2 s unless said otherwise. */
  readonly timeoutMs?: number;
  /** Whether the service is of no use without the part; when not, it is only degraded. True unless said otherwise. */
  readonly critical?: boolean;
}

export interface HealthReport {
  status: 'ready' | 'degraded' | 'not-ready' | 'draining';
  checks: Record<string, { status: 'up' | 'down'; reason?: string; [detail: string]: unknown }>;
}

interface Indicator {
  readonly check: HealthCheck;
  readonly timeoutMs: number;
  readonly critical: boolean;
  /** A check that hangs is not started again beside itself. */
  running?: Promise<Readonly<Record<string, unknown>> | void>;
}

/**
 * What the readiness of a service depends on. Modules register their parts here.
 *
 * Not `@nestjs/terminus`: its checks are listed in a controller where ours come from the modules, and what would be
 * left of it is less than this file.
 */
export class HealthIndicators {
  private readonly indicators = new Map<string, Indicator>();

  constructor(private readonly draining: Draining) {}

  /** @throws Error when the name is taken */
  register(name: string, check: HealthCheck, { timeoutMs = 2000, critical = true }: HealthIndicatorOptions = {}): void {
    if (this.indicators.has(name))
      throw new Error(`There is a health indicator "${name}" already: choose another name.`);
    this.indicators.set(name, { check, timeoutMs, critical });
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.indicators].map(async ([name, indicator]) => [name, indicator, await outcome(indicator)] as const),
    );
    const down = results.filter(([, , result]) => result.status === 'down');
    return {
      status: this.draining.signal.aborted
        ? 'draining'
        : down.some(([, indicator]) => indicator.critical)
          ? 'not-ready'
          : down.length > 0
            ? 'degraded'
            : 'ready',
      checks: Object.fromEntries(results.map(([name, , result]) => [name, result])),
    };
  }
}

async function outcome(indicator: Indicator): Promise<HealthReport['checks'][string]> {
  const { timeoutMs } = indicator;
  let timer: NodeJS.Timeout | undefined;
  try {
    indicator.running ??= started(indicator);
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    });
    return { ...(await Promise.race([indicator.running, late])), status: 'up' };
  } catch (error) {
    return { status: 'down', reason: redactText(isError(error) ? error.message : String(error)) };
  } finally {
    clearTimeout(timer);
  }
}

async function started(indicator: Indicator): Promise<Readonly<Record<string, unknown>> | void> {
  try {
    return await indicator.check();
  } finally {
    indicator.running = undefined;
  }
}
