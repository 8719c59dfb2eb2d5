import { Registry } from 'prom-client';

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * Several registries as one text in Prometheus' format, in which the samples of a metric stand together under one head
 * however many registries have it.
 */
export async function expose(registries: readonly Registry[]): Promise<string> {
  const families = new Map<string, string[]>();
  const texts = await Promise.all(
    registries.map((registry) =>
      Promise.all(
        registry
          .getMetricsAsArray()
          .map(async ({ name }) => [name, await registry.getSingleMetricAsString(name)] as const),
      ),
    ),
  );
  for (const [name, text] of texts.flat()) {
    const [help = '', type = '', ...samples] = text.split('\n');
    const family = families.get(name) ?? [help, type];
    for (const sample of samples) family.push(sample);
    families.set(name, family);
  }
  return [...families.values()].map((family) => `${family.join('\n')}\n`).join('\n');
}
