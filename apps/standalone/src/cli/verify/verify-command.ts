import { resolve } from 'node:path';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { plural } from '../terminal/plural.js';
import { printable } from '../terminal/printable.js';
import { reasonOf, systemCodeOf } from '../terminal/reason-of.js';
import { describeMismatch } from './mismatch.js';
import { hasText, type Report } from './report.js';
import { verifyDirectory, type Verification } from './verify-directory.js';
import { VERIFY_USAGE, VERIFY_USAGE_LINE } from './verify-usage.js';

const OPTIONS = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** `verify DIR`: see {@link VERIFY_USAGE}. */
export async function verifyCommand(
  args: readonly string[],
  deps: Pick<CommandDeps, 'stdout' | 'stderr' | 'cwd'>,
): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, VERIFY_USAGE_LINE);
  if (values.help) {
    deps.stdout.write(VERIFY_USAGE);
    return ExitCode.ok;
  }
  const [name, ...more] = positionals;
  if (name === undefined || name === '' || more.length > 0) {
    throw CommandError.badInput('Name the one folder that is to be checked.', [VERIFY_USAGE_LINE]);
  }
  const directory = resolve(deps.cwd, name);
  const verification = await verifyDirectory(directory).catch((error: unknown) => {
    const why = systemCodeOf(error) === 'ENOENT' ? 'there is none' : reasonOf(error);
    throw CommandError.badInput(`Cannot read ${printable(`${directory}/report.json`)}: ${why}.`);
  });
  if (values.json) {
    deps.stdout.write(`${JSON.stringify(asJson(directory, verification), null, 2)}\n`);
  } else if (verification.mismatches.length === 0 && verification.report !== undefined) {
    deps.stdout.write(`${printable(name)}: everything holds: ${counted(verification.report)}.\n`);
  } else {
    const lines = verification.mismatches.flatMap(describeMismatch);
    const summary = `${printable(name)}: ${plural(verification.mismatches.length, 'mismatch', 'mismatches')}.`;
    deps.stderr.write([...lines, summary, ''].join('\n'));
  }
  return verification.mismatches.length === 0 ? ExitCode.ok : ExitCode.failed;
}

function counts(report: Report): { claims: number; citations: number; texts: number; sources: number } {
  const claims = report.sections.flatMap((section) => section.claims);
  return {
    claims: claims.length,
    citations: claims.flatMap((claim) => claim.citations).length,
    texts: report.sources.filter(hasText).length,
    sources: report.sources.length,
  };
}

function counted(report: Report): string {
  const { claims, citations, texts, sources } = counts(report);
  return `${plural(claims, 'claim')}, ${plural(citations, 'quote')}, ${plural(texts, 'text')} of ${plural(sources, 'source')}`;
}

function asJson(directory: string, { report, mismatches }: Verification): Record<string, unknown> {
  return {
    ok: mismatches.length === 0,
    directory,
    ...(report !== undefined && { workflowId: report.workflowId, ...counts(report) }),
    mismatches,
  };
}
