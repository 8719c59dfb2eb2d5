/** Plain code-unit order, the same on every machine and in every locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A place in a document by content. */
export interface Place {
  readonly sha256: string;
  readonly source: string;
  readonly start: number;
}

/** The order that breaks ties: sha256, start, source. */
export function comparePlaces(left: Place, right: Place): number {
  return compareText(left.sha256, right.sha256) || left.start - right.start || compareText(left.source, right.source);
}
