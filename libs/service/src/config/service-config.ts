import { IsIn, IsInt, IsOptional, Matches, Max, Min, MinLength } from 'class-validator';
import { LOG_LEVELS, type LogLevel } from '../logging/logger.js';
import { Env } from './env.decorator.js';

const KEY_VALUES = /^\s*[^\s=,]+\s*=[^,]*(,\s*[^\s=,]+\s*=[^,]*)*,?\s*$/;

/** What every service is configured with. A service gives itself a port with `@EnvDefaults({ PORT: 3001 })`. */
export class ServiceConfig {
  /** The address to listen on. */
  @Env('HOST', { default: '127.0.0.1', expects: 'a host name or an IP address to listen on' })
  @MinLength(1)
  host!: string;

  @Env('PORT', { type: 'int', default: 0, expects: 'an integer from 0 to 65535 (0 takes any free port)' })
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  /** Signs and verifies the caller between the gateway and the services: the same for all of them. */
  @Env('CALLER_SECRET', {
    type: 'secret',
    expects: 'at least 32 characters of random text, the same for the gateway and every service',
  })
  @MinLength(32)
  callerSecret!: string;

  /** The other secret that callers are believed with while the first one is being replaced. */
  @Env('CALLER_FORMER_SECRET', {
    type: 'secret',
    default: null,
    expects: 'the CALLER_SECRET that is being replaced, of at least 32 characters',
  })
  @IsOptional()
  @MinLength(32)
  callerFormerSecret!: string | null;

  @Env('LOG_LEVEL', { default: 'info', expects: `one of ${LOG_LEVELS.join(', ')}` })
  @IsIn(LOG_LEVELS)
  logLevel!: LogLevel;

  /** The largest JSON body in bytes. */
  @Env('BODY_LIMIT', { type: 'int', default: 1024 * 1024, expects: 'a number of bytes from 1024 to 104857600' })
  @IsInt()
  @Min(1024)
  @Max(100 * 1024 * 1024)
  bodyLimit!: number;

  /** Milliseconds between telling that the service goes away and closing its door, so that balancers can look elsewhere. */
  @Env('SHUTDOWN_DELAY_MS', { type: 'int', default: 0, expects: 'a number of milliseconds from 0 to 60000' })
  @IsInt()
  @Min(0)
  @Max(60_000)
  shutdownDelayMs!: number;

  /** Milliseconds that running requests get to finish before their connections are cut. */
  @Env('SHUTDOWN_DEADLINE_MS', { type: 'int', default: 10_000, expects: 'a number of milliseconds from 0 to 600000' })
  @IsInt()
  @Min(0)
  @Max(600_000)
  shutdownDeadlineMs!: number;

  /** Where spans are sent, by OTLP over HTTP; without it none are recorded. */
  @Env('OTEL_EXPORTER_OTLP_ENDPOINT', {
    default: null,
    expects: 'the URL of an OpenTelemetry collector, such as http://127.0.0.1:4318',
  })
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/)
  otlpEndpoint!: string | null;

  /** Sent to the collector, for access to it. */
  @Env('OTEL_EXPORTER_OTLP_HEADERS', {
    type: 'secret',
    default: null,
    expects: 'headers such as authorization=Bearer%20abc, split by commas, their values URL-encoded',
  })
  @IsOptional()
  @Matches(KEY_VALUES)
  otlpHeaders!: string | null;

  /** The share of traces begun here that is recorded; those of a caller follow the caller. */
  @Env('OTEL_TRACES_SAMPLER_ARG', { default: '1', expects: 'a number from 0 to 1' })
  @Matches(/^(0(\.\d+)?|1(\.0+)?)$/)
  traceShare!: string;

  @Env('OTEL_RESOURCE_ATTRIBUTES', {
    default: null,
    expects: 'attributes such as deployment.environment.name=production, split by commas, their values URL-encoded',
  })
  @IsOptional()
  @Matches(KEY_VALUES)
  resourceAttributes!: string | null;
}
