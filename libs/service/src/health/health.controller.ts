import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthIndicators, type HealthReport } from './health-indicators.js';

/** For orchestrators: restart when not live, send no requests when not ready. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(HealthIndicators) private readonly indicators: HealthIndicators) {}

  /** Answers as long as the event loop turns. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.indicators.report();
    reply
      .code(report.status === 'ready' || report.status === 'degraded' ? 200 : 503)
      .header('cache-control', 'no-store');
    return report;
  }
}
