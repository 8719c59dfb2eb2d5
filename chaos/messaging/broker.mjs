import { brokerFromUrl } from '@edda/messaging';

const log = (message) => console.error(new Date().toISOString(), message);
const LOGGER = { log, warn: log, error: log };

/** A client of the run's broker. */
export function openBroker({ brokerUrl, heartbeatMs, sessionTimeoutMs }) {
  return brokerFromUrl(brokerUrl, {
    logger: LOGGER,
    heartbeatMs,
    sessionTimeoutMs,
    handOverMs: 5_000,
    backoff: { initial: 50, factor: 2, max: 1_000, jitter: 0.2 },
  });
}

/** What the messaging says goes into the log of its process. */
export const MESSAGE_LOGGER = {
  debug() {},
  info: (message, fields) => log(`${message} ${brief(fields)}`),
  warn: (message, fields) => log(`${message} ${brief(fields)}`),
  error: (message, fields) => log(`${message} ${brief(fields)}`),
};

function brief(fields) {
  return JSON.stringify(fields, (_, value) => (value instanceof Error ? String(value) : value))?.slice(0, 500) ?? '';
}
