import type { PlannedTopic } from '@edda/messaging';

const UNITS = [
  ['d', 24 * 60 * 60 * 1000],
  ['h', 60 * 60 * 1000],
  ['min', 60 * 1000],
  ['s', 1000],
] as const;

const WORDS: Readonly<Record<PlannedTopic['standing'], string>> = {
  present: 'as declared',
  missing: 'missing',
  retention: 'kept for another time',
  partitions: 'OTHER PARTITIONS',
};

/** Declared topics beside those of the broker, a line each under a heading. */
export function topicTable(plan: readonly PlannedTopic[]): string[] {
  const rows = plan.map(({ declared, found, standing }) => [
    declared.name,
    declared.kind,
    both(String(declared.partitions), found && String(found.partitions)),
    both(duration(declared.retentionMs), found && found.retentionMs !== null ? duration(found.retentionMs) : null),
    WORDS[standing],
  ]);
  const all = [['topic', 'kind', 'partitions', 'kept for', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** For programs. */
export function topicJson({ declared, found, standing }: PlannedTopic): object {
  const { name, kind, partitions, retentionMs } = declared;
  return { name, kind, standing, declared: { partitions, retentionMs }, found };
}

/** What must be done about topics with other partitions; null when there are none. */
export function partitionAdvice(plan: readonly PlannedTopic[]): string | null {
  const drifted = plan.filter(({ standing }) => standing === 'partitions').map(({ declared }) => declared.name);
  if (drifted.length === 0) return null;
  return (
    `The partitions of ${drifted.join(', ')} are not as declared, and services refuse to start with them. They are not ` +
    'changed, because keys would move to other partitions and lose their order: declare in libs/event-schemas/src/topics.ts ' +
    'what there is, or give the topic a new name.'
  );
}

function both(declared: string, found: string | null): string {
  return found === null || found === declared ? declared : `${declared} (has ${found})`;
}

function duration(milliseconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1];
  return `${milliseconds / length} ${unit}`;
}
