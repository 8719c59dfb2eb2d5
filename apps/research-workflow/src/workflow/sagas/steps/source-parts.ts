/** Most researchers for one sub-question: with the six sub-questions that there can be, 48 tasks at once. */
export const MAX_PARTS = 8;

/** The sources in parts that are about equally many: every source by itself as long as there are at most {@link MAX_PARTS}. */
export function partsOf(contentIds: readonly string[]): string[][] {
  const count = Math.min(MAX_PARTS, contentIds.length);
  return Array.from({ length: count }, (_, part) => contentIds.filter((_id, index) => index % count === part));
}
