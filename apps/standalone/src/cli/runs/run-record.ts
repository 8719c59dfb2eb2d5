import type { JsonShape } from '../json-shape.js';

/** What this machine must remember of a run to take it up again: above all which file stands behind which source. */
export interface RunRecord {
  readonly question: string;
  /** Absolute folder that the command was run in. */
  readonly baseDirectory: string;
  /** Sources whose bytes are uploaded, with their absolute paths. */
  readonly files: readonly { readonly source: string; readonly path: string }[];
  /** Sources of which it was known from the start that there are no bytes to upload. */
  readonly unavailable: readonly { readonly source: string; readonly reason: string }[];
  /** Absolute folder for the report; `null` for the usual place below `baseDirectory`. */
  readonly out: string | null;
  /** Address given with --server; `null` when the run belongs to the platform of the data folder. */
  readonly server: string | null;
}

export function readRunRecord(shape: JsonShape, value: unknown): RunRecord {
  const fields = shape.record(value, 'record');
  const text = (field: string): string | null =>
    shape.nullable(fields[field], field, (found, path) => shape.text(found, path));
  return {
    question: shape.text(fields['question'], 'question'),
    baseDirectory: shape.text(fields['baseDirectory'], 'baseDirectory'),
    files: shape.list(fields['files'], 'files', (file, path) => {
      const { source, path: location } = shape.record(file, path);
      return { source: shape.text(source, `${path}.source`), path: shape.text(location, `${path}.path`) };
    }),
    unavailable: shape.list(fields['unavailable'], 'unavailable', (entry, path) => {
      const { source, reason } = shape.record(entry, path);
      return { source: shape.text(source, `${path}.source`), reason: shape.text(reason, `${path}.reason`) };
    }),
    out: text('out'),
    server: text('server'),
  };
}
