import type { SqlClient } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import type { WindowedPipeline } from '../pipeline.js';
import { describeWindows } from '../windows/window-spec.js';

/** How far a pipeline has come. */
export interface PipelineRow {
  readonly watermark: Date | null;
  /** How many windows there are whose state is kept. */
  readonly windows: number;
}

interface Definition {
  readonly windows: string;
  readonly figures: Readonly<Record<string, string>>;
}

/**
 * Makes the row of a pipeline unless it is there. Figures may be added and removed.
 *
 * @throws EddaError `STREAM.REDEFINED` when what is kept was made by other windows or aggregators
 */
export async function registerPipeline(
  client: SqlClient,
  pipeline: string,
  { windowing, figures }: Pick<WindowedPipeline, 'windowing' | 'figures'>,
  now: Date,
): Promise<void> {
  const definition: Definition = { windows: describeWindows(windowing.spec), figures };
  const [known] = await client.query<{ definition: Definition }>(
    `with made as (
       insert into stream_pipelines (pipeline, definition, used_at) values ($1, $2, $3) on conflict do nothing
     ) select definition from stream_pipelines where pipeline = $1`,
    [pipeline, JSON.stringify(definition), now],
  );
  if (!known) return;
  const { definition: before } = known;
  const changed = Object.entries(figures).filter(([name, kind]) => (before.figures[name] ?? kind) !== kind);
  if (before.windows !== definition.windows) throw redefined(pipeline, before.windows, definition.windows);
  for (const [name, kind] of changed) throw redefined(pipeline, `${name}: ${before.figures[name]}`, `${name}: ${kind}`);
  await client.query(
    `with changed as (update stream_pipelines set definition = $2, used_at = $3 where pipeline = $1) select 1`,
    [pipeline, JSON.stringify({ ...definition, figures: { ...before.figures, ...figures } }), now],
  );
}

/** Keeps other instances from merging until the end of the transaction. Null when one of them is at it. */
export async function lockPipeline(client: SqlClient, pipeline: string): Promise<PipelineRow | null> {
  const rows = await client.query<PipelineRow>(
    'select watermark, windows from stream_pipelines where pipeline = $1 for update skip locked',
    [pipeline],
  );
  return rows[0] ?? null;
}

export async function watermarkOf(client: SqlClient, pipeline: string): Promise<Date | null> {
  const rows = await client.query<PipelineRow>('select watermark from stream_pipelines where pipeline = $1', [
    pipeline,
  ]);
  return rows[0]?.watermark ?? null;
}

export interface PipelineProgress extends PipelineRow {
  /** Values that came too late, in addition to those before. */
  readonly late: number;
  /** Values for whose windows there was no room, in addition to those before. */
  readonly refused: number;
}

export async function savePipeline(
  client: SqlClient,
  pipeline: string,
  progress: PipelineProgress,
  now: Date,
): Promise<void> {
  const { watermark, windows, late, refused } = progress;
  await client.query(
    `update stream_pipelines set watermark = $2, windows = $3, late = late + $4, refused = refused + $5,
            used_at = $6
      where pipeline = $1`,
    [pipeline, watermark, windows, late, refused, now],
  );
}

function redefined(pipeline: string, before: string, now: string): EddaError {
  return new EddaError(
    'conflict',
    'STREAM.REDEFINED',
    `The stream ${pipeline} keeps windows made by "${before}", which is now "${now}": give it a new name.`,
  );
}
