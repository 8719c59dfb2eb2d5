import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthIndicators, type HealthReport } from '@edda/service';
import { GatewayConfig } from '../gateway-config.js';
import { upstreamsOf } from '../upstreams.js';

const TIMEOUT_MS = 3000;

/**
 * Shows the readiness of the services as that of the gateway. Without one of them the gateway is degraded, but still
 * the door to the others.
 */
@Injectable()
export class ServiceReadiness implements OnModuleInit {
  constructor(
    @Inject(GatewayConfig) private readonly config: GatewayConfig,
    @Inject(HealthIndicators) private readonly indicators: HealthIndicators,
  ) {}

  onModuleInit(): void {
    for (const { name, url } of upstreamsOf(this.config)) {
      this.indicators.register(name, () => readinessOf(url), { critical: false, timeoutMs: TIMEOUT_MS });
    }
  }
}

async function readinessOf(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/health/ready`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
  }).catch(() => {
    throw new Error('cannot be reached');
  });
  const report = (await response.json().catch(() => ({}))) as Partial<HealthReport>;
  const checks = report.checks ?? {};
  if (response.ok) return { state: report.status, checks };
  const down = Object.entries(checks)
    .filter(([, check]) => check.status === 'down')
    .map(([name, { reason }]) => `${name}: ${reason}`);
  throw new Error([report.status ?? `status ${response.status}`, ...down].join('; '));
}
