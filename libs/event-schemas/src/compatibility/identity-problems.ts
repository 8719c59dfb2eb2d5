import type { PublishedMessage } from './published-message.js';

const PARTS = ['kind', 'visibility', 'sender', 'topic'] as const;

/** What no version of a type may change. */
export function identityProblems(before: PublishedMessage, now: PublishedMessage): string[] {
  const differences = PARTS.filter((part) => before[part] !== now[part]).map(
    (part) => `its ${part} is ${now[part] ?? 'none'}, was ${before[part] ?? 'none'}`,
  );
  if (differences.length === 0) return [];
  return [
    `${now.type} ${now.version}: ${differences.join('; ')}. Who listens looks for it where it was: take that back, or give what ` +
      'is sent now a type of its own.',
  ];
}
