import { Registry } from 'prom-client';
import { expose } from './expose.js';
import { processMetrics } from './process-metrics.js';

/** Injects the prom-client `Registry` of the service, for metrics of its own. Its name is added as the label `service`. */
export const METRICS = Symbol('edda:metrics');

/** The metrics of the services that run in one process; each of them shows all. */
export class ServiceMetrics {
  private readonly registries = new Map<string, Registry>();

  /** A new registry for a service; it takes the place of one that the service had before. */
  open(service: string): Registry {
    processMetrics();
    const registry = new Registry();
    registry.setDefaultLabels({ service });
    this.registries.set(service, registry);
    return registry;
  }

  close(service: string, registry: Registry): void {
    if (this.registries.get(service) === registry) this.registries.delete(service);
  }

  /** The text for a scrape: of every service, and of the process once. */
  text(): Promise<string> {
    return expose([...this.registries.values(), processMetrics()]);
  }
}
