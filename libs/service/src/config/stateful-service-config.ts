import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { Env } from './env.decorator.js';
import { ServiceConfig } from './service-config.js';

/** Who brings the tables of a service up to date. */
const MIGRATION_MODES = ['apply', 'wait'] as const;
export type MigrationMode = (typeof MIGRATION_MODES)[number];

/** What a service that keeps events and talks over topics is configured with. */
export class StatefulServiceConfig extends ServiceConfig {
  /** Each service has a database of its own. */
  @Env('DATABASE_URL', { expects: 'the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name' })
  @Matches(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/]+$/)
  databaseUrl!: string;

  /** `apply`: the process itself, at its start; `wait`: somebody else, by the command `migrate`, and the process waits for it. */
  @Env('MIGRATIONS', { default: 'apply', expects: '"apply" or "wait"' })
  @IsIn(MIGRATION_MODES)
  migrations!: MigrationMode;

  /** Milliseconds that the process waits for its tables before it gives up. */
  @Env('MIGRATIONS_TIMEOUT_MS', {
    type: 'int',
    default: 600_000,
    expects: 'a number of milliseconds from 100 to 86400000',
  })
  @IsInt()
  @Min(100)
  @Max(86_400_000)
  migrationsTimeoutMs!: number;

  /** The scheme decides which driver is used. */
  @Env('BROKER_URL', { expects: 'the URL of a broker, such as postgres://user:password@host:5432/broker' })
  @Matches(/^[a-z][a-z0-9+.-]*:\/\/\S+$/)
  brokerUrl!: string;

  /**
   * A name that this instance keeps across restarts and shares with no other running instance of the service. Back from
   * a crash it then takes its partitions at once instead of waiting until the broker has given it up.
   */
  @Env('INSTANCE', { default: null, expects: 'a name of up to 100 letters, digits, dots and dashes' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9.-]{1,100}$/)
  instance!: string | null;

  /** Where the keys of personal data are kept, apart from what is encrypted with them; the same for all services. */
  @Env('KEYS_URL', {
    default: null,
    expects: 'the URL of a PostgreSQL database of its own, such as postgres://user:password@host:5432/keys',
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/]+$/)
  keysUrl!: string | null;

  /** The keys are stored encrypted with it. */
  @Env('KEYS_SECRET', {
    type: 'secret',
    default: null,
    expects: '32 random bytes or more in base64, such as "openssl rand -base64 32" makes',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/_-]{43,}={0,2}$/)
  keysSecret!: string | null;

  /** The one before, while keys may still be stored with it. */
  @Env('KEYS_FORMER_SECRET', { type: 'secret', default: null, expects: 'the KEYS_SECRET that was replaced' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/_-]{43,}={0,2}$/)
  keysFormerSecret!: string | null;
}
