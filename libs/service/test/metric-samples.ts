const SAMPLE = /^([a-z_]+)\{(.*)\} (\S+)$/gm;
const LABEL = /([a-z_]+)="([^"]*)"/g;

/** The value of the sample with exactly these labels in a text of Prometheus' format; null when there is none. */
export function sample(text: string, metric: string, labels: Readonly<Record<string, string>>): number | null {
  const wanted = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  for (const [, name, labelText = '', value] of text.matchAll(SAMPLE)) {
    if (name !== metric) continue;
    const found = [...labelText.matchAll(LABEL)].map(([, label, of]) => `${label}=${of}`);
    if (found.sort().join() === wanted.sort().join()) return Number(value);
  }
  return null;
}
