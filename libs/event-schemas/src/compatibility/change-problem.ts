import { majorOf } from '../upcasting/upcast.js';
import type { PublishedMessage } from './published-message.js';
import type { Broken, SchemaChange } from './schema-change.js';

const WHY: Readonly<Record<Broken, string>> = {
  stored: 'what is stored or on its way would not fit',
  sent: 'older builds and other consumers would refuse it',
  readers: 'who reads it would find nothing',
};
const HOW = 'see docs/events/changing.md';

/** What is to be said of a version that differs from what was published, or null when it may. */
export function changeProblem(
  before: PublishedMessage,
  now: PublishedMessage,
  changes: readonly SchemaChange[],
): string | null {
  const breaking = changes.filter(({ breaks }) => breaks.length > 0);
  const [major, minor] = before.version.split('.').map(Number);
  if (breaking.length > 0) {
    const next = majorOf(before.version) + 1;
    return (
      `${now.type} ${now.version} ${before.version === now.version ? 'is published, and now' : `breaks ${before.version}:`} ${breaking.map(toldWithReason).join('; ')}. Take that back, or declare ` +
      `${next}.0.0 with an upcaster (upcasters: { ${major}: (data) => ({ ...data, … }) }); ${HOW}. ${neverReleased(before)}`
    );
  }
  if (changes.length === 0 || before.version !== now.version) return null;
  return (
    `${now.type} ${now.version} is published and ${changes.map(told).join('; ')}: that breaks nobody, but a published version ` +
    `stays as it is. Declare it as ${major}.${(minor ?? 0) + 1}.0 and run "npm run events:publish". ${neverReleased(before)}`
  );
}

function neverReleased({ type, version }: PublishedMessage): string {
  return `If ${version} was never released, remove libs/event-schemas/published/${type}/${version}.json and run "npm run events:publish" instead.`;
}

function told({ field, what }: SchemaChange): string {
  return `"${field}" ${what}`;
}

function toldWithReason(change: SchemaChange): string {
  return `${told(change)} (${change.breaks.map((who) => WHY[who]).join(', and ')})`;
}
