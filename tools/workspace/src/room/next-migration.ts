import type { Tree } from '@nx/devkit';

/** The time that a new migration of a service has in its name, in milliseconds: now, and behind all the others. */
export function nextMigration(tree: Tree, service: string, now: number): number {
  const times = tree.children(`apps/${service}/src/migrations`).map((file) => Number.parseInt(file, 10));
  return Math.max(now, ...times.filter(Number.isFinite).map((time) => time + 1));
}
