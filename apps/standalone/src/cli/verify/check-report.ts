import { hasText, type Report, type ReportSource } from './report.js';
import { REPORT_FILE } from './read-report.js';
import { mismatch, type Mismatch } from './mismatch.js';
import type { Evidence } from './text-evidence.js';
import { textFile } from './text-evidence.js';

/**
 * Holds a report against the texts that lie beside it: every source that was read has its text with the sha256 the report
 * names, every claim cites, and every quote is to the character what its offsets point at.
 * @param evidence gives the text of a source, and is asked once for each
 */
export async function checkReport(
  report: Report,
  evidence: (source: ReportSource) => Promise<Evidence>,
): Promise<Mismatch[]> {
  const found: Mismatch[] = [...checkIds(report)];
  const citations = citationsByContent(report);
  for (const source of report.sources) {
    const cited = citations.get(source.contentId) ?? [];
    citations.delete(source.contentId);
    if (hasText(source)) {
      found.push(...(await checkSource(source, cited, evidence)));
    } else {
      found.push(
        ...cited.map(({ claimId }) => mismatch(REPORT_FILE, `cites "${source.source}", which failed`, { claimId })),
      );
    }
  }
  for (const [contentId, cited] of citations) {
    found.push(
      ...cited.map(({ claimId }) =>
        mismatch(REPORT_FILE, `cites ${contentId}, which is not among the sources`, { claimId }),
      ),
    );
  }
  return found;
}

type Cited = { readonly claimId: string } & Report['sections'][number]['claims'][number]['citations'][number];

function citationsByContent(report: Report): Map<string, Cited[]> {
  const byContent = new Map<string, Cited[]>();
  for (const claim of report.sections.flatMap((section) => section.claims)) {
    for (const citation of claim.citations) {
      const list = byContent.get(citation.contentId) ?? [];
      list.push({ ...citation, claimId: claim.id });
      byContent.set(citation.contentId, list);
    }
  }
  return byContent;
}

function* checkIds(report: Report): Generator<Mismatch> {
  const contents = new Set<string>();
  for (const { contentId } of report.sources) {
    // Two ids that differ in case alone would be one file on some systems.
    if (contents.has(contentId.toLowerCase())) {
      yield mismatch(REPORT_FILE, `lists the source ${contentId} twice`);
    }
    contents.add(contentId.toLowerCase());
  }
  const claims = new Set<string>();
  for (const { id, citations } of report.sections.flatMap((section) => section.claims)) {
    if (claims.has(id)) {
      yield mismatch(REPORT_FILE, 'the id of this claim is used twice', { claimId: id });
    }
    claims.add(id);
    if (citations.length === 0) {
      yield mismatch(REPORT_FILE, 'this claim cites nothing', { claimId: id });
    }
  }
}

async function checkSource(
  source: ReportSource,
  cited: readonly Cited[],
  evidence: (source: ReportSource) => Promise<Evidence>,
): Promise<Mismatch[]> {
  const file = textFile(source.contentId);
  const found: Mismatch[] = [];
  if (source.sha256 === null || source.textSha256 === null) {
    found.push(
      mismatch(REPORT_FILE, `the source "${source.source}" is ${source.status} and names no sha256 or textSha256`),
    );
  }
  const { sha256, text, problem } = await evidence(source);
  if (sha256 !== undefined && source.textSha256 !== null && sha256 !== source.textSha256.toLowerCase()) {
    found.push(
      mismatch(file, 'the sha256 is not the textSha256 of the source', { expected: source.textSha256, found: sha256 }),
    );
  }
  if (problem !== undefined) {
    found.push(mismatch(file, problem));
  }
  for (const { claimId, start, end, quote, ...citation } of cited) {
    if (citation.sha256 !== source.sha256) {
      const values = { claimId, expected: source.sha256 ?? 'none', found: citation.sha256 };
      found.push(mismatch(REPORT_FILE, 'the sha256 of the citation is not that of its source', values));
    }
    if (citation.source !== source.source) {
      const values = { claimId, expected: source.source, found: citation.source };
      found.push(mismatch(REPORT_FILE, 'the citation names its source otherwise', values));
    }
    if (text === undefined) {
      continue;
    }
    if (start >= end || end > text.length) {
      const problemOfSpan = `${start}..${end} is no span of a text of ${text.length} characters`;
      found.push(mismatch(file, problemOfSpan, { claimId }));
    } else if (text.slice(start, end) !== quote) {
      const values = { claimId, expected: quote, found: text.slice(start, end) };
      found.push(mismatch(file, `${start}..${end} is not the quote`, values));
    }
  }
  return found;
}
