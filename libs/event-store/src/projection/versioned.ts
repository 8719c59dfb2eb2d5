/**
 * The name of a table in one version of its projection: `orders`, then `orders_v2`. For entities:
 * `@Entity(versioned('orders', 2))`.
 */
export function versioned(table: string, version: number): string {
  return version === 1 ? table : `${table}_v${version}`;
}
