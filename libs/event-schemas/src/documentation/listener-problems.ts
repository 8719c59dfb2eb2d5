import type { CatalogueContents } from './catalogue-contents.js';

/** Listeners that schemas name although their services do not subscribe. The other way round no service starts. */
export function listenerProblems({
  definitions,
  subscriptions,
}: Pick<CatalogueContents, 'definitions' | 'subscriptions'>): string[] {
  return definitions.flatMap(({ type, version, topic, listeners }) =>
    listeners
      .filter(
        (listener) =>
          !subscriptions.some(
            ({ service, topics, types }) =>
              service === listener && topics.includes(topic?.name ?? '') && (types === null || types.includes(type)),
          ),
      )
      .map(
        (listener) =>
          `The schema of ${type} ${version} names ${listener} as a listener, but no handler of ${listener} subscribes to it: take it ` +
          'out of the listeners, or declare the handler.',
      ),
  );
}
