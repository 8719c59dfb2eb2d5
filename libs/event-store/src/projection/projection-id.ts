/** A version of a projection. */
export interface ProjectionId {
  name: string;
  version: number;
}

/** Such as `orders@2`. */
export function idOf({ name, version }: ProjectionId): string {
  return `${name}@${version}`;
}

/** The subscription that feeds it. */
export function subscriptionOf(id: ProjectionId): string {
  return `projection:${idOf(id)}`;
}

/** The checkpoint of its rebuild. */
export function rebuildOf(id: ProjectionId): string {
  return `${subscriptionOf(id)}:rebuild`;
}
