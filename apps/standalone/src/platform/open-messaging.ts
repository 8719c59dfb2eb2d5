import { brokerFromUrl } from '@edda/messaging';
import { redactText, type Environment } from '@edda/service';
import type { ServiceLog } from '../cli/events/service-log.js';
import type { OpenMessaging, SendingLog } from '../cli/topics/messaging-tools.js';
import { DataFolder } from './data-folder.js';
import { databaseServer, logsOpener } from './open-logs.js';
import { BROKER_DATABASE, STATEFUL_SERVICES } from './services.js';

const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Opens the broker of a platform: the one that is named, or `BROKER_URL`, or the one in its data folder, whether the platform
 * runs or not; and the logs of its services when they are wanted.
 */
export function messagingOpener(env: Environment): OpenMessaging {
  return async ({ dataDirectory, brokerUrl }) => {
    const given = brokerUrl ?? env['BROKER_URL'];
    const server = given ? null : await databaseServer(new DataFolder(dataDirectory), env['DATABASE_URL']);
    const undo: (() => Promise<void>)[] = server ? [server.leave] : [];
    const close = async (): Promise<void> => {
      for (let step = undo.pop(); step; step = undo.pop()) await step();
    };
    try {
      const url = given ?? server?.url(BROKER_DATABASE) ?? '';
      const broker = brokerFromUrl(url, { logger: QUIET });
      undo.push(() => broker.close());
      await broker.ping();
      return {
        broker,
        where: redactText(url),
        logs: async (services) => {
          const opened = await logsOpener(env)({ dataDirectory, services });
          undo.push(opened.close);
          return opened.logs.map(withTransforms);
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  };
}

function withTransforms(log: ServiceLog): SendingLog {
  const known = STATEFUL_SERVICES.find(({ name }) => name === log.service);
  return { ...log, transforms: known?.transforms.outgoing ?? [] };
}
