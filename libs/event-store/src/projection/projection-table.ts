/** A table that a projection makes itself, one for each of its versions. */
export interface ProjectionTable {
  /** Its name in version 1. */
  name: string;
  /** The statements that make it, and its indexes, under the name it has in this version. */
  create: (table: string) => string | readonly string[];
}

/** A table of a projection; a name alone stands for one that migrations of the service make. */
export type DeclaredTable = string | ProjectionTable;

export function tableName(table: DeclaredTable): string {
  return typeof table === 'string' ? table : table.name;
}
