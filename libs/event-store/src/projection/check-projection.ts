import { hasPersonalFields } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { idOf } from './projection-id.js';
import { tableName } from './projection-table.js';
import type { Projection } from './projection.js';

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const TABLE = /^[a-z][a-z0-9_]{0,49}$/;
const MAX_SHARDS = 64;

/**
 * Whether a set of projections can be registered.
 *
 * @throws EddaError `PROJECTION_INVALID`
 */
export function checkProjections(projections: readonly Projection[]): void {
  const known = new Set<string>();
  for (const projection of projections) {
    check(projection);
    if (known.has(projection.name)) {
      throw invalid(
        projection,
        'is registered twice: give each projection a name of its own, and register one version',
      );
    }
    known.add(projection.name);
  }
}

function check(projection: Projection): void {
  const { name, version, mode, shards, tables, types, definitions, onForgotten } = projection;
  if (!NAME.test(name))
    throw invalid(projection, 'has no proper name: use a letter, then small letters, digits, hyphens');
  if (!Number.isSafeInteger(version) || version < 1) throw invalid(projection, 'has no proper version: count from 1');
  if (types.length === 0) throw invalid(projection, 'follows nothing: call this.on in its constructor');
  if (!Number.isSafeInteger(shards) || shards < 1 || shards > MAX_SHARDS || (mode === 'inline' && shards > 1)) {
    throw invalid(projection, `has ${shards} shards: 1 to ${MAX_SHARDS} for an asynchronous one, 1 for an inline one`);
  }
  const names = tables.map(tableName);
  const bad = names.find((table) => !TABLE.test(table));
  if (bad !== undefined) throw invalid(projection, `has the table "${bad}": use small letters, digits, underscores`);
  if (new Set(names).size < names.length) throw invalid(projection, 'declares a table twice');
  if (version > 1 && tables.length === 0) {
    throw invalid(projection, 'has a second version without tables of its own: declare them in `tables`');
  }
  const personal = definitions.find(hasPersonalFields);
  if (typeof onForgotten === 'function' && shards > 1) {
    throw invalid(
      projection,
      'has several shards and `onForgotten`: one shard keeps what is forgotten behind what came before',
    );
  }
  if (personal && onForgotten === undefined) {
    throw invalid(
      projection,
      `follows ${personal.type}, which has personal fields: say in \`onForgotten\` what it does when their subject is forgotten`,
    );
  }
}

function invalid(projection: Projection, what: string): EddaError {
  return new EddaError('invalid', 'PROJECTION_INVALID', `Projection ${idOf(projection)} ${what}.`);
}
