import { workloads } from '../workloads.mjs';

/** What subscriptions, readers of the log and connections take to end, in milliseconds. */
const CLOSING_MS = 15_000;

/** A pod gets more time to end than its service takes. */
export function termination(objects) {
  return workloads(objects, ['Deployment']).flatMap(({ what, spec, containers }) => {
    const granted = (spec.terminationGracePeriodSeconds ?? 30) * 1000;
    return containers.flatMap(({ name, env = [] }) => {
      const delay = setting(env, 'SHUTDOWN_DELAY_MS');
      const deadline = setting(env, 'SHUTDOWN_DEADLINE_MS');
      if (!(delay > 0) || !(deadline > 0)) {
        return [`${what}: container ${name} needs SHUTDOWN_DELAY_MS and SHUTDOWN_DEADLINE_MS`];
      }
      const needed = delay + deadline + CLOSING_MS;
      return granted > needed
        ? []
        : [`${what}: terminationGracePeriodSeconds gives ${granted} ms, container ${name} needs more than ${needed}`];
    });
  });
}

function setting(env, wanted) {
  return Number(env.find(({ name }) => name === wanted)?.value);
}
