import type { MessageDefinition } from '../message-definition.js';
import { majorOf, upcast } from '../upcasting/upcast.js';
import { validateMessage } from '../validation/validate-message.js';
import type { PublishedMessage } from './published-message.js';

/** Whether data of the published majors can still be brought to the newest version. */
export function upcasterProblems(newest: MessageDefinition, former: readonly PublishedMessage[]): string[] {
  const { type, version, upcasters } = newest;
  const majors = [...new Set(former.map((one) => majorOf(one.version)))].filter((major) => major < majorOf(version));
  const first = majors[0];
  const missing = Array.from({ length: majorOf(version) }, (_, major) => major).filter(
    (major) => first !== undefined && major >= first && !upcasters[major],
  );
  if (missing.length > 0) {
    return missing.map(
      (major) =>
        `${type} ${version} has no upcaster from major ${major}, which was published: what is stored or on its way as ${major}.x ` +
        `cannot be read. Add it (upcasters: { ${major}: (data) => ({ ...data, … }) }).`,
    );
  }
  // Of the newest's own major the comparison of the schemas says more.
  const older = former.filter((one) => majorOf(one.version) < majorOf(version));
  return older.flatMap((one) => {
    const problem = one.example && misfit(newest, one);
    return problem
      ? [`${type} ${version} cannot read the example of ${one.version}: ${problem} Mend the upcaster.`]
      : [];
  });
}

function misfit(newest: MessageDefinition, { version, example }: PublishedMessage): string | null {
  try {
    validateMessage(newest, upcast(newest, structuredClone(example), majorOf(version)));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
