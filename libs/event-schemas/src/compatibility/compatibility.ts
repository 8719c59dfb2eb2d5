import type { MessageDefinition } from '../message-definition.js';
import { isNewer, newestOf } from '../registry.js';
import { majorOf } from '../upcasting/upcast.js';
import { validateMessage } from '../validation/validate-message.js';
import { identityProblems } from './identity-problems.js';
import { publishedForm, type PublishedMessage } from './published-message.js';
import { schemaChanges } from './schema-changes.js';
import { changeProblem } from './change-problem.js';
import { upcasterProblems } from './upcaster-problems.js';

/** How the declared messages stand to those that were published. */
export interface Compatibility {
  /** What would break readers, one sentence each, with what to do. */
  readonly problems: readonly string[];
  /** Declared versions that are to be published, and published ones whose words have changed; none of a type with a problem. */
  readonly unpublished: readonly PublishedMessage[];
}

/**
 * Holds the declared messages against the published ones.
 *
 * @param published every version that was ever published and not withdrawn
 * @param declared every message of the build, those of sagas and the internal events of the services too
 * @param exampleOf valid data of a declared message
 */
export function compatibilityOf(
  published: readonly PublishedMessage[],
  declared: readonly MessageDefinition[],
  exampleOf: (definition: MessageDefinition) => object | undefined = () => undefined,
): Compatibility {
  const types = [...new Set([...published, ...declared].map(({ type }) => type))].sort();
  const perType = types.map((type) => {
    const former = published
      .filter((one) => one.type === type)
      .sort((left, right) => (isNewer(left.version, right.version) ? 1 : -1));
    const present = declared.filter((definition) => definition.type === type);
    const newest = newestOf(present);
    if (!newest) return { problems: [goneProblem(former)], unpublished: [] };
    const problems = [
      ...present.flatMap((definition) => problemsOf(publishedForm(definition), former)),
      ...oldProblem(newest, former),
      ...upcasterProblems(newest, former),
      ...present.flatMap((definition) => exampleProblem(definition, exampleOf(definition))),
    ];
    const forms = present.map((definition) => publishedForm(definition, exampleOf(definition)));
    const isKept = (form: PublishedMessage): boolean =>
      former.some((one) => JSON.stringify(one) === JSON.stringify(form));
    return { problems, unpublished: problems.length > 0 ? [] : forms.filter((form) => !isKept(form)) };
  });
  return {
    problems: perType.flatMap(({ problems }) => problems),
    unpublished: perType.flatMap(({ unpublished }) => unpublished),
  };
}

/** What a declared version breaks of the published ones of its major. */
function problemsOf(now: PublishedMessage, former: readonly PublishedMessage[]): string[] {
  const same = former.find(({ version }) => version === now.version);
  const before =
    same ??
    former.filter((one) => majorOf(one.version) === majorOf(now.version) && !isNewer(one.version, now.version)).at(-1);
  const last = before ?? former.at(-1);
  if (!last) return [];
  const identity = identityProblems(last, now);
  if (identity.length > 0 || !before) return identity;
  const problem = changeProblem(before, now, schemaChanges(before, now));
  return problem === null ? [] : [problem];
}

function exampleProblem(definition: MessageDefinition, example: object | undefined): string[] {
  try {
    if (example) validateMessage(definition, example);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`The example of ${definition.type} ${definition.version} is none. ${why} Mend it.`];
  }
}

function goneProblem(former: readonly PublishedMessage[]): string {
  const { type, version } = former.at(-1) as PublishedMessage;
  return (
    `${type} ${version} is not declared any more: who listens waits in vain, and stored ones cannot be read. Keep its class; ` +
    `if it is neither stored nor on any topic, and nobody listens, remove libs/event-schemas/published/${type}.`
  );
}

function oldProblem({ type, version }: MessageDefinition, former: readonly PublishedMessage[]): string[] {
  const newer = former.find((one) => isNewer(one.version, version));
  if (!newer) return [];
  return [
    `${type} ${version} is older than ${newer.version}, which was published: what was stored as that cannot be read. ` +
      `Declare a version above ${newer.version}.`,
  ];
}
