import { getHeapStatistics } from 'node:v8';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * Memory, CPU, event loop and garbage collection of the process. There is one process however many services run in it, and
 * each observer of it costs, so that they are made once.
 */
export function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
    new Gauge({
      name: 'nodejs_heap_size_limit_bytes',
      help: 'Size of the heap at which the process ends for want of memory.',
      registers: [registry],
      collect() {
        this.set(getHeapStatistics().heap_size_limit);
      },
    });
  }
  return registry;
}
