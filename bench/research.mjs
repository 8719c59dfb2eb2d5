// The main job over generated documents: total time, events per second, peak memory; start-up and idle memory of the
// platform; with --install also the time and size of the install.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildEdda, launch, root } from './lib/build.mjs';
import { documents, QUESTION } from './lib/documents.mjs';
import { databaseServer, pssOf, treeOf, watchMemory } from './lib/memory.mjs';

const BENCH = 'research';

/** @param {{ documents?: string, install?: boolean }} options */
export async function research(options) {
  const count = Number(options.documents ?? 200);
  // Built before anything is timed.
  buildEdda();
  const folder = mkdtempSync(join(tmpdir(), 'edda-bench-'));
  try {
    const rows = [...(await job(folder, count)), ...(await server(folder))];
    if (options.install) rows.push(...install(folder));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function job(folder, count) {
  const sources = join(folder, 'sources');
  mkdirSync(sources);
  const made = documents(count);
  for (const { name, text } of made) writeFileSync(join(sources, name), text);
  const megabytes = made.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
  const data = join(folder, 'job-data');
  const out = join(folder, 'report');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [launch, 'research', QUESTION, 'sources', '--data', data, '--out', out], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  const memory = watchMemory(child.pid, data);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  const seconds = (performance.now() - startedAt) / 1000;
  const peak = memory.stop();
  if (code !== 0) throw new Error(`The job ended with exit code ${code}.`);
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  const claims = report.sections.flatMap((section) => section.claims).length;
  const events = await countEvents(data, report.workflowId);
  return [
    {
      bench: BENCH,
      subject: `job over ${count} documents, ${megabytes.toFixed(1)} MB, in all`,
      value: seconds,
      unit: 's',
      bar: '< 120 s',
      ok: seconds < 120,
    },
    { bench: BENCH, subject: 'entries in the story of the run', value: events, unit: 'events' },
    { bench: BENCH, subject: 'entries per second', value: events / seconds, unit: 'events/s' },
    {
      bench: BENCH,
      subject: 'peak memory, database and workers counted (PSS)',
      value: peak,
      unit: 'MiB',
      bar: '< 1536 MiB',
      ok: peak < 1536,
    },
    { bench: BENCH, subject: 'claims in the report', value: claims, unit: 'claims' },
  ];
}

/** Starts the platform on the same data once more and asks it. */
async function countEvents(data, workflowId) {
  return withServer(data, async (url) => {
    let count = 0;
    for (let cursor = ''; ;) {
      const answer = await fetch(`${url}/api/v1/research/workflows/${workflowId}/events?limit=200${cursor}`);
      const { items, nextCursor } = await answer.json();
      count += items.length;
      if (!nextCursor) return count;
      cursor = `&cursor=${nextCursor}`;
    }
  });
}

async function server(folder) {
  const data = join(folder, 'server-data');
  const first = await withServer(data, async (_url, seconds) => seconds);
  const [seconds, idle] = await withServer(data, async (_url, ready, pid) => {
    // Idle connections and workers are given up after half a minute.
    await delay(35_000);
    return [ready, pssOf(treeOf([pid, ...databaseServer(data)]))];
  });
  return [
    { bench: BENCH, subject: 'first start of the server, with a new database', value: first, unit: 's' },
    {
      bench: BENCH,
      subject: 'start of the server until ready',
      value: seconds,
      unit: 's',
      bar: '< 5 s',
      ok: seconds < 5,
    },
    {
      bench: BENCH,
      subject: 'idle memory of the server, database counted (PSS)',
      value: idle,
      unit: 'MiB',
      bar: '< 500 MiB',
      ok: idle < 500,
    },
  ];
}

async function withServer(data, work) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [launch, 'start', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        const ready = /https?:\/\/127\.0\.0\.1:\d+/.exec(text);
        if (ready) resolve(ready[0]);
      });
      child.on('exit', (code) => reject(new Error(`The server ended with exit code ${code}.`)));
    });
    return await work(url, (performance.now() - startedAt) / 1000, child.pid);
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.on('exit', resolve));
    }
  }
}

function install(folder) {
  const clone = join(folder, 'clone');
  run('git', ['clone', '--quiet', root, clone], folder);
  const startedAt = performance.now();
  run('npm', ['ci', '--no-audit', '--no-fund'], clone);
  const seconds = (performance.now() - startedAt) / 1000;
  const { stdout } = spawnSync('du', ['-sm', 'node_modules'], { cwd: clone, encoding: 'utf8' });
  return [
    { bench: BENCH, subject: 'npm ci', value: seconds, unit: 's' },
    { bench: BENCH, subject: 'size of node_modules', value: Number.parseInt(stdout, 10), unit: 'MiB' },
  ];
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd}.`);
}

if (!existsSync('/proc/self/smaps_rollup')) throw new Error('This measurement reads /proc: it runs on Linux only.');
