import type { SqlClient } from '../sql-client.js';
import type { AppendOutcome } from './append-outcome.js';
import { conflictOf } from './append-outcome.js';
import type { SealedAppend } from './sealed-append.js';

const APPEND_BATCH_SQL = `select * from append_batch(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`;

interface BatchAnswer {
  verdicts: string;
  versions: string[];
  positions: string[] | null;
}

/**
 * Appends to different streams in one call and one transaction; an outcome for each, in their order, or 'alone' for one
 * that was left out and is to be sent alone.
 *
 * @param written the types of all that is written with them; theirs alone unless given
 */
export async function appendBatch(
  client: SqlClient,
  appends: readonly SealedAppend[],
  written = [...new Set(appends.flatMap(({ types }) => types))],
): Promise<(AppendOutcome | 'alone')[]> {
  const [answer] = await client.query<BatchAnswer>(APPEND_BATCH_SQL, columnsOf(appends, written), 'edda-append-batch');
  if (answer?.verdicts.length !== appends.length) throw new Error('The database did not answer all appends.');
  let appended = 0;
  return appends.map((append, index) => {
    const version = Number(answer.versions[index]);
    switch (answer.verdicts[index]) {
      case 'a': {
        const count = append.ids.length;
        appended += count;
        const position = Number(answer.positions?.[appended - 1]);
        return { ok: true, version: version + count, position, repeated: false };
      }
      case 'c':
        return conflictOf(append, version);
      case 'p':
        return 'projection-moved';
      default:
        return 'alone';
    }
  });
}

function columnsOf(appends: readonly SealedAppend[], written: readonly string[]): unknown[] {
  const firsts: number[] = [];
  const numbers: number[] = [];
  const ordinals: number[] = [];
  appends.forEach(({ ids }, index) => {
    firsts.push(numbers.length + 1);
    for (let ordinal = 1; ordinal <= ids.length; ordinal++) {
      numbers.push(index + 1);
      ordinals.push(ordinal);
    }
  });
  return [
    appends.map(({ stream }) => stream.tenantId),
    appends.map(({ stream }) => stream.streamId),
    appends.map(({ stream }) => stream.category),
    appends.map(({ expectedCode }) => expectedCode),
    firsts,
    appends.map(({ ids }) => ids.length),
    appends.map(({ lastPublic }) => lastPublic),
    numbers,
    ordinals,
    appends.flatMap(({ ids }) => ids),
    appends.flatMap(({ types }) => types),
    appends.flatMap(({ schemaVersions }) => schemaVersions),
    appends.flatMap(({ topics }) => topics),
    appends.flatMap(({ previous }) => previous),
    appends.flatMap(({ data }) => data),
    appends.flatMap(({ metadata }) => metadata),
    appends.flatMap(({ recordedAt }) => recordedAt),
    [...new Set(appends.flatMap(({ projections }) => projections))],
    written,
  ];
}
