import { IsOptional, Matches } from 'class-validator';
import { Env } from './env.decorator.js';
import { ServiceConfig } from './service-config.js';

/** What a service that keeps events and talks over topics is configured with. */
export class StatefulServiceConfig extends ServiceConfig {
  /** Each service has a database of its own. */
  @Env('DATABASE_URL', { expects: 'the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name' })
  @Matches(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/]+$/)
  databaseUrl!: string;

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
}
