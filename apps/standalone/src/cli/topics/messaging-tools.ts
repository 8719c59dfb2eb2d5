import type { BackfillLog, Broker } from '@edda/messaging';
import type { ServiceLog } from '../events/service-log.js';

/** The log of a service, and what the service does with its messages on their way out. */
export type SendingLog = ServiceLog & Pick<BackfillLog, 'transforms'>;

/** The broker of a platform, and the logs of its services. */
export interface MessagingTools {
  readonly broker: Broker;
  /** The broker's URL, without its password. */
  readonly where: string;
  /** Opens the logs of the named services; of all of them when none is named. */
  logs(services: readonly string[]): Promise<readonly SendingLog[]>;
  close(): Promise<void>;
}

export interface OpenMessagingOptions {
  /** Absolute; its platform may be running. */
  readonly dataDirectory: string;
  /** In place of `BROKER_URL` and of the data folder's own broker. */
  readonly brokerUrl?: string | undefined;
}

/** Opens what the `topics` commands work with. Whoever calls it closes it. */
export type OpenMessaging = (options: OpenMessagingOptions) => Promise<MessagingTools>;
