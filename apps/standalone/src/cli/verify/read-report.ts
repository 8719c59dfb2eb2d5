import { isUtf8 } from 'node:buffer';
import { JsonShape } from '../json-shape.js';
import { shortened } from '../terminal/printable.js';
import { mismatch, type Mismatch } from './mismatch.js';
import { REPORT_SCHEMA_VERSION, type Citation, type Claim, type Report, type ReportSource } from './report.js';

export const REPORT_FILE = 'report.json';

/** Reads the bytes of a `report.json`. Where it has not the shape of one, every deviation is named instead. */
export function readReport(bytes: Uint8Array): { report: Report } | { mismatches: Mismatch[] } {
  let value: unknown;
  try {
    if (!isUtf8(bytes)) {
      throw new SyntaxError('it is not valid UTF-8');
    }
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return { mismatches: [mismatch(REPORT_FILE, `is not JSON: ${shortened(String(error), 200)}`)] };
  }
  const mismatches: Mismatch[] = [];
  const shape = new JsonShape((path, expected, found) =>
    mismatches.push(
      mismatch(REPORT_FILE, `${path} has another shape`, { expected, found: JSON.stringify(found) ?? 'nothing' }),
    ),
  );
  const fields = shape.record(value, 'report');
  if (fields['schemaVersion'] !== REPORT_SCHEMA_VERSION) {
    const found = JSON.stringify(fields['schemaVersion']) ?? 'nothing';
    const expected = JSON.stringify(REPORT_SCHEMA_VERSION);
    return {
      mismatches: [...mismatches, mismatch(REPORT_FILE, 'schemaVersion is not known here', { expected, found })],
    };
  }
  const report: Report = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    workflowId: shape.uuid(fields['workflowId'], 'workflowId'),
    question: shape.text(fields['question'], 'question'),
    sections: shape.list(fields['sections'], 'sections', (section, path) => {
      const { subQuestion, claims } = shape.record(section, path);
      return {
        subQuestion: shape.text(subQuestion, `${path}.subQuestion`),
        claims: shape.list(claims, `${path}.claims`, (claim, at) => readClaim(shape, claim, at)),
      };
    }),
    sources: shape.list(fields['sources'], 'sources', (source, path) => readSource(shape, source, path)),
    unanswered: shape.list(fields['unanswered'], 'unanswered', (item, path) => shape.text(item, path)),
    learningPathId: shape.nullable(fields['learningPathId'], 'learningPathId', (id, path) => shape.uuid(id, path)),
  };
  return mismatches.length > 0 ? { mismatches } : { report };
}

function readClaim(shape: JsonShape, value: unknown, path: string): Claim {
  const claim = shape.record(value, path);
  return {
    id: shape.text(claim['id'], `${path}.id`),
    text: shape.text(claim['text'], `${path}.text`),
    citations: shape.list(claim['citations'], `${path}.citations`, (citation, at) => readCitation(shape, citation, at)),
  };
}

function readCitation(shape: JsonShape, value: unknown, path: string): Citation {
  const citation = shape.record(value, path);
  return {
    contentId: shape.uuid(citation['contentId'], `${path}.contentId`),
    source: shape.text(citation['source'], `${path}.source`),
    sha256: shape.text(citation['sha256'], `${path}.sha256`),
    start: shape.integer(citation['start'], `${path}.start`),
    end: shape.integer(citation['end'], `${path}.end`),
    quote: shape.text(citation['quote'], `${path}.quote`),
  };
}

function readSource(shape: JsonShape, value: unknown, path: string): ReportSource {
  const source = shape.record(value, path);
  const text = (field: string): string | null =>
    shape.nullable(source[field], `${path}.${field}`, (found, at) => shape.text(found, at));
  return {
    contentId: shape.uuid(source['contentId'], `${path}.contentId`),
    source: shape.text(source['source'], `${path}.source`),
    sha256: text('sha256'),
    textSha256: text('textSha256'),
    status: shape.oneOf(source['status'], `${path}.status`, ['completed', 'partial', 'failed']),
    reason: text('reason'),
  };
}
