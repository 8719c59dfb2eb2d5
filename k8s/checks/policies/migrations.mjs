import { workloads } from '../workloads.mjs';

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A service with a database waits for the migration Job of its own version, whose name tells it from those of others. */
export function migrations(objects) {
  const jobs = new Map(objects.filter(({ kind }) => kind === 'Job').map((job) => [job.metadata.name, job]));
  return workloads(objects, ['Deployment'])
    .filter(({ labels }) => labels['edda/event-sourced'] === 'true')
    .flatMap(({ what, name, containers: [{ image, env = [] }] }) => {
      const wanted = `${name}-migrate-${image.slice(image.lastIndexOf(':') + 1)}`;
      const job = jobs.get(wanted);
      const waits = env.some((one) => one.name === 'MIGRATIONS' && one.value === 'wait');
      return [
        !waits && `${what}: MIGRATIONS is not "wait", so several pods may migrate at once`,
        !DNS_LABEL.test(wanted) && `${what}: "${wanted}" cannot name a Job: tags have small letters, digits and dashes`,
        !job && `${what}: there is no Job ${wanted}`,
        job && job.spec.template.spec.containers[0].image !== image && `Job ${wanted}: its image is not ${image}`,
        job && !(job.spec.ttlSecondsAfterFinished > 0) && `Job ${wanted}: it is never cleared away`,
      ].filter(Boolean);
    });
}
