/**
 * Who cannot live with a change: `stored`, because data of before does not fit now; `sent`, because builds and consumers of
 * before refuse data of now; `readers`, because what they look for is not there any more.
 */
export type Broken = 'stored' | 'sent' | 'readers';

/** How one field of a schema differs from what was published. */
export interface SchemaChange {
  /** Path from the root of the data, such as `modules[].items[].prompt`. */
  readonly field: string;
  /** Goes on behind the name of the field: `is gone`, `takes "late" too`. */
  readonly what: string;
  /** Nobody, when the change is compatible. */
  readonly breaks: readonly Broken[];
}
