import type { Context } from '@edda/event-schemas';
import { PostgresSubjectKeys } from '@edda/event-store';
import { StartupError } from '../bootstrap/startup-error.js';
import type { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { redactText } from '../logging/redact.js';
import { personalMessagesOf } from './personal-messages.js';

/**
 * Connects to the keys of personal data; null for a service that has none and was given no keys.
 *
 * @throws StartupError when it needs keys and was given none, or they cannot be opened
 */
export async function openSubjectKeys(
  service: Context,
  { keysUrl, keysSecret, keysFormerSecret }: Pick<StatefulServiceConfig, 'keysUrl' | 'keysSecret' | 'keysFormerSecret'>,
): Promise<PostgresSubjectKeys | null> {
  if (!keysUrl || !keysSecret) {
    const types = personalMessagesOf(service).map(({ type }) => type);
    if (types.length === 0 && !keysUrl && !keysSecret) return null;
    const missing = [...(keysUrl ? [] : ['KEYS_URL']), ...(keysSecret ? [] : ['KEYS_SECRET'])].join(' and ');
    const why =
      types.length > 0 ? `the personal fields of ${types.join(', ')} must be encrypted` : 'one needs the other';
    throw new StartupError(`${missing} of ${service} must be set: ${why}.`);
  }
  try {
    return await PostgresSubjectKeys.open({
      url: keysUrl,
      secret: keysSecret,
      formerSecrets: keysFormerSecret === null ? [] : [keysFormerSecret],
    });
  } catch (error) {
    const where = redactText(keysUrl);
    throw new StartupError(`The keys of ${service} cannot be opened at ${where}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
