import { workloads } from '../workloads.mjs';

/** Every image has a tag that stays what it is; CloudNativePG's clusters included. */
export function images(objects) {
  const containers = workloads(objects).flatMap(({ what, containers: all }) => all.map(({ image }) => [what, image]));
  const clusters = objects
    .filter(({ apiVersion, kind }) => kind === 'Cluster' && apiVersion.startsWith('postgresql.cnpg.io/'))
    .map(({ metadata: { name }, spec: { imageName } }) => [`Cluster ${name}`, imageName ?? '']);
  return [...containers, ...clusters]
    .filter(([, image]) => !/(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image))
    .map(
      ([what, image]) =>
        `${what}: the image "${image}" has no tag or the tag "latest", which changes under a running system`,
    );
}
