import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The alerts as the Prometheus operator takes them. */
export function prometheusRule(root) {
  const { groups } = parse(readFileSync(join(root, 'observability/alerts.yaml'), 'utf8'));
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'edda', labels: { 'app.kubernetes.io/part-of': 'edda' } },
    spec: { groups },
  };
}
