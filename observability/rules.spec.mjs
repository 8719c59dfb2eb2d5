// What is written in alerts.yaml and the dashboards fits together, and Prometheus' own tool agrees.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { metricsOf } from './checks/expressions.mjs';
import { alerts, dashboards, folder } from './checks/sources.mjs';

const guide = readFileSync(new URL('../docs/operations.md', folder), 'utf8');
const tests = readFileSync(new URL('alerts.test.yaml', folder), 'utf8');

it('The metrics of an expression are found, however it is written', () => {
  const expression =
    'sum by (a, service) (rate(x_total{code=~"5..", of="y_total"}[5m])) / on (a) group_left (b) edda:z:rate5m offset 1d > bool 1e3 unless w';
  assert.deepEqual(metricsOf(expression), ['x_total', 'edda:z:rate5m', 'w']);
  assert.deepEqual(metricsOf('histogram_quantile(0.95, sum(rate(x_bucket{s=~"$service"}[$__rate_interval])))'), [
    'x_bucket',
  ]);
});

describe('Every alert', () => {
  for (const { alert, labels, annotations } of alerts) {
    it(`${alert} says how urgent it is, and where in docs/operations.md to read on`, () => {
      assert.match(labels.severity, /^(critical|warning)$/);
      assert.ok(annotations.summary && annotations.description, 'it lacks a summary or a description');
      assert.equal(annotations.runbook_url, `docs/operations.md#${alert.toLowerCase()}`);
      assert.match(guide, new RegExp(`^### ${alert}$`, 'm'));
    });
    it(`${alert} is tested`, () => assert.match(tests, new RegExp(`alertname="${alert}"`)));
  }

  it('that the guide tells of is there', () => {
    const told = [...guide.matchAll(/^### (Edda\w+)$/gm)].map(([, name]) => name);
    assert.deepEqual(
      told.filter((name) => !alerts.some(({ alert }) => alert === name)),
      [],
    );
  });
});

describe('Every dashboard', () => {
  for (const { file, uid, panels, templating } of dashboards) {
    it(`${file} takes its data source from a variable, and has a panel only once in a place`, () => {
      assert.match(uid, /^edda-/);
      assert.equal(templating.list[0].type, 'datasource');
      const sources = [...panels, ...templating.list].flatMap((each) => [each, ...(each.targets ?? [])]);
      for (const { datasource } of sources) {
        if (datasource) assert.deepEqual(datasource, { type: 'prometheus', uid: '${datasource}' });
      }
      assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
        assert.ok(x + w <= 24, 'a panel reaches beyond the right edge');
        return Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`);
      });
      assert.equal(new Set(cells).size, cells.length, 'panels overlap');
    });
  }

  it('has an address of its own', () => {
    assert.equal(new Set(dashboards.map(({ uid }) => uid)).size, dashboards.length);
  });
});

describe("Prometheus' own tool", () => {
  const promtool = (...args) => spawnSync('promtool', args, { cwd: fileURLToPath(folder), encoding: 'utf8' });
  const missing = promtool('--version').error !== undefined;
  // Where everything is installed that can be had, what is missing is a fault.
  const skip =
    missing && !process.env['CI'] && 'The alert rules are not run: promtool is not installed (Debian: prometheus).';
  const passes = (...args) => {
    const { status, stdout, stderr, error } = promtool(...args);
    assert.equal(error, undefined);
    assert.equal(status, 0, `${stdout}${stderr}`);
  };

  it('takes the configuration and the rules', { skip }, () => {
    passes('check', 'config', '--syntax-only', 'prometheus.yaml');
    passes('check', 'rules', 'alerts.yaml');
  });

  it('sees the alerts fire when they should, and only then', { skip }, () =>
    passes('test', 'rules', 'alerts.test.yaml'),
  );
});
