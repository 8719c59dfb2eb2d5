import type { Environment } from '@edda/service';
import { urlVariable, type PlatformService } from './services.js';

/**
 * Starts each service once those that it calls listen, and side by side those that wait for nobody.
 *
 * @param start is given the addresses of the services that are called
 * @returns the addresses of all, as the environment in which others find them
 * @throws Error when services call each other in a circle, or one that is not there
 */
export async function startInOrder(
  services: readonly PlatformService[],
  start: (service: PlatformService, others: Environment) => Promise<{ readonly url: string }>,
): Promise<Environment> {
  const urls = new Map<string, string>();
  for (let waiting = [...services]; waiting.length > 0;) {
    const next = waiting.filter(({ calls }) => calls.every((name) => urls.has(name)));
    if (next.length === 0) {
      const names = waiting.map(({ definition, calls }) => `${definition.name} (calls ${calls.join(', ')})`);
      throw new Error(
        `No order lets these services start: ${names.join(', ')}. Each needs those it calls to listen first.`,
      );
    }
    const starting = next.map((service) => start(service, addresses(service.calls, urls)));
    // Also when one fails: what is still starting could not be stopped.
    await Promise.allSettled(starting);
    for (const [index, { url }] of (await Promise.all(starting)).entries()) {
      urls.set(next[index]?.definition.name ?? '', url);
    }
    waiting = waiting.filter((service) => !next.includes(service));
  }
  return addresses([...urls.keys()], urls);
}

function addresses(names: readonly string[], urls: ReadonlyMap<string, string>): Environment {
  return Object.fromEntries(names.map((name) => [urlVariable(name), urls.get(name)]));
}
