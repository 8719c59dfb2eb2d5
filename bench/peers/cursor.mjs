import Cursor from 'pg-cursor';

/**
 * Reads all rows of a statement through a cursor that only parses them. Returns their number.
 *
 * @param pg Edda's own: Emmett changes how the one of this folder parses JSON, for the whole process
 */
export async function readThroughCursor(pg, url, sql, batchSize) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const cursor = client.query(new Cursor(sql, [], { types: pg.types }));
    let count = 0;
    for (;;) {
      const rows = await cursor.read(batchSize);
      if (rows.length === 0) return count;
      count += rows.length;
    }
  } finally {
    await client.end();
  }
}
