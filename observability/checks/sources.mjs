import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const folder = new URL('../', import.meta.url);

const rules = parse(readFileSync(new URL('alerts.yaml', folder), 'utf8')).groups.flatMap((group) => group.rules);

/** Alert rules: `{alert, expr, for, labels, annotations}`. */
export const alerts = rules.filter(({ alert }) => alert !== undefined);

/** Recording rules: `{record, expr}`. */
export const recordings = rules.filter(({ record }) => record !== undefined);

/** Dashboards with the name of their file. */
export const dashboards = readdirSync(new URL('grafana/dashboards/', folder)).map((file) => ({
  file,
  ...JSON.parse(readFileSync(new URL(`grafana/dashboards/${file}`, folder), 'utf8')),
}));

/** Everything that Prometheus is asked: `{of, expr}`. */
export const questions = [
  ...rules.map(({ alert, record, expr }) => ({ of: alert ?? record, expr })),
  ...dashboards.flatMap(({ file, panels }) =>
    panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ of: `${file}, "${title}"`, expr }))),
  ),
];
