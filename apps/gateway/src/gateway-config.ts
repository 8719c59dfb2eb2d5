import { EnvDefaults, Env, type CrossChecked } from '@edda/service';
import { ArrayUnique, IsInt, Matches, Max, Min, MinLength } from 'class-validator';
import { isLoopback } from './access/loopback.js';
import { UpstreamUrls } from './upstream-urls.js';

const MIB = 1024 * 1024;

@EnvDefaults({ PORT: 3000 })
export class GatewayConfig extends UpstreamUrls implements CrossChecked {
  /** What a caller of the API must show. Null lets everybody in who reaches the gateway, which loopback alone may allow. */
  @Env('ACCESS_TOKEN', { type: 'secret', default: null, expects: 'at least 16 characters without spaces' })
  @MinLength(16)
  @Matches(/^\S+$/)
  accessToken!: string | null;

  /**
   * What an operator must show for `/api/v1/services/...`. Null leaves these paths to everybody where there is no access
   * token either, and to nobody where there is one.
   */
  @Env('OPERATOR_TOKEN', { type: 'secret', default: null, expects: 'at least 16 characters without spaces' })
  @MinLength(16)
  @Matches(/^\S+$/)
  operatorToken!: string | null;

  /** Names besides the loopback ones under which the gateway may be addressed. */
  @Env('ALLOWED_HOSTS', { type: 'list', default: [], expects: 'host names without ports, split by commas' })
  @ArrayUnique()
  @Matches(/^[^\s/:]+$|^\[[0-9a-f:]+\]$/i, { each: true })
  allowedHosts!: readonly string[];

  /** Sites besides the gateway's own whose pages may change something through a browser. */
  @Env('TRUSTED_ORIGINS', {
    type: 'list',
    default: [],
    expects: 'origins such as https://console.example, split by commas',
  })
  @Matches(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+$/, { each: true })
  trustedOrigins!: readonly string[];

  /** The largest document in bytes. */
  @Env('UPLOAD_LIMIT', { type: 'int', default: 50 * MIB, expects: 'a number of bytes from 1024 to 1073741824' })
  @IsInt()
  @Min(1024)
  @Max(1024 * MIB)
  uploadLimit!: number;

  /** Milliseconds that a service may take to begin its answer, or to go on with it. Event streams have no limit. */
  @Env('UPSTREAM_TIMEOUT_MS', { type: 'int', default: 30_000, expects: 'a number of milliseconds from 10 to 600000' })
  @IsInt()
  @Min(10)
  @Max(600_000)
  upstreamTimeoutMs!: number;

  /** Milliseconds that a request, an upload for example, may take to arrive. */
  @Env('REQUEST_TIMEOUT_MS', {
    type: 'int',
    default: 300_000,
    expects: 'a number of milliseconds from 1000 to 3600000',
  })
  @IsInt()
  @Min(1000)
  @Max(3_600_000)
  requestTimeoutMs!: number;

  /** Stops loops that have run away, not users: a command line may upload thousands of documents in a minute. */
  @Env('RATE_LIMIT_PER_MINUTE', {
    type: 'int',
    default: 60_000,
    expects: 'a number of requests per address, or 0 for no limit',
  })
  @IsInt()
  @Min(0)
  rateLimitPerMinute!: number;

  crossCheck(): string[] {
    if (this.operatorToken !== null && this.operatorToken === this.accessToken) {
      return ['OPERATOR_TOKEN and ACCESS_TOKEN are the same: give operators a token that callers do not have.'];
    }
    if (this.accessToken !== null || isLoopback(this.host)) return [];
    return [
      `HOST is "${this.host}", which other machines can reach, but ACCESS_TOKEN is not set: ` +
        'set ACCESS_TOKEN to at least 16 characters, or HOST to 127.0.0.1.',
    ];
  }
}
