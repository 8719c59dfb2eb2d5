// What alerts and dashboards ask for is what a platform that runs shows.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { labelsOf, metricsOf } from './checks/expressions.mjs';
import { questions, recordings } from './checks/sources.mjs';

const main = fileURLToPath(new URL('../apps/standalone/dist/main.js', import.meta.url));
/** Of Prometheus itself, and of the kubelet. */
const OTHERS = ['up', 'ALERTS', 'kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes'];
/** What Prometheus adds to every sample. */
const TARGET_LABELS = ['job', 'instance', 'service'];

describe('The metrics of a platform', () => {
  let directory;
  let platform;
  let text;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'edda-metrics-'));
    platform = spawn(process.execPath, [main, 'start', '--port', '0', '--data', directory], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    text = await (await fetch(`${await address(platform)}/metrics`)).text();
  });
  after(async () => {
    if (platform?.exitCode === null && platform.kill()) await once(platform, 'exit');
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  it('are all that is asked for', () => {
    const shown = new Set([...names(text), ...recordings.map(({ record }) => record), ...OTHERS]);
    const unknown = questions.flatMap(({ of, expr }) =>
      metricsOf(expr)
        .filter((metric) => !shown.has(metric))
        .map((metric) => `${of}: ${metric}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('have the labels that are asked for', () => {
    const labels = labelsByMetric(text);
    const unknown = questions.flatMap(({ of, expr }) =>
      labelsOf(expr)
        .filter(
          ([metric, label]) => labels.has(metric) && !labels.get(metric).has(label) && !TARGET_LABELS.includes(label),
        )
        .map(([metric, label]) => `${of}: ${metric}{${label}}`),
    );
    assert.deepEqual(unknown, []);
  });
});

/** Where the platform listens, once it is ready. */
function address(process) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      const [, url] = /ready at (http:\S+)/.exec(output) ?? [];
      if (url) resolve(url);
    };
    process.stdout.on('data', read);
    process.stderr.on('data', read);
    process.once('exit', (code) => reject(new Error(`The platform ended with ${code}: ${output}`)));
  });
}

/** The names a text of Prometheus' format has samples for, or will have. */
function names(text) {
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
}

/** The labels of each metric that has samples. */
function labelsByMetric(text) {
  const found = new Map();
  for (const [, name, labels = ''] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/gm)) {
    const known = found.get(name) ?? new Set();
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label);
    found.set(name, known);
  }
  return found;
}
