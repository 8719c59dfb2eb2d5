import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentOf } from './run.mjs';

const PATIENCE_MS = 60_000;

/** Calls the services through the gateway of a platform, kills its process, and finds everything again in the next one. */
export async function driveService(root, trials) {
  const data = join(root, '.edda');
  let platform = await startPlatform(root, data);
  try {
    const contentId = await upload(platform.url);
    const made = [];
    for (const trial of trials) made.push(await createAll(platform.url, trial));
    await platform.end('SIGKILL');
    console.log('         the process is killed, and started again');
    platform = await startPlatform(root, data);
    for (const [index, trial] of trials.entries()) await findAll(platform.url, trial, made[index], contentId);
    await platform.end('SIGTERM');
  } finally {
    await platform.end('SIGKILL');
  }
}

async function createAll(url, { service, aggregate }) {
  const path = await pathOf(url, service);
  const key = randomUUID();
  const body = { name: 'The first' };
  const created = await call(url, path, { body, headers: { 'idempotency-key': key }, status: 201 });
  const [id] = Object.values(created);
  const again = await call(url, path, { body, headers: { 'idempotency-key': key }, status: 201 });
  same(again, created, `the same key creates the same ${aggregate}`);
  const renamed = await call(url, `${path}/${id}`, { method: 'PATCH', body: { name: 'The best' }, status: 200 });
  same(renamed.name, 'The best', `${aggregate} is renamed`);
  const closed = await call(url, `${path}/${id}/close`, { body: { reason: 'Done.' }, status: 200 });
  same(closed.status, 'closed', `${aggregate} is closed`);
  const refused = await call(url, `${path}/${id}`, { method: 'PATCH', body: { name: 'Too late' }, status: 409 });
  same(/^[A-Z_]+\.[A-Z_]+_CLOSED$/.test(refused.code), true, `the code ${refused.code} says that it is closed`);
  const missing = await call(url, `${path}/${randomUUID()}`, { status: 404 });
  same(/_NOT_FOUND$/.test(missing.code), true, `the code ${missing.code} says that there is none`);
  await call(url, path, { body: { name: '' }, status: 400 });
  console.log(`         ${service} answers under ${path}`);
  return closed;
}

async function findAll(url, { service }, made, contentId) {
  const path = await pathOf(url, service);
  const [id] = Object.values(made);
  same(await call(url, `${path}/${id}`, { status: 200 }), made, `${service} has after the kill what it had before`);
  const found = await eventually(async () => {
    const { items } = await call(url, path, { status: 200 });
    if (items.length !== 2) throw new Error(`${service} has ${items.length} of 2, for content ${contentId}.`);
    return items;
  });
  same(found.filter(({ status }) => status === 'open').length, 1, `${service} has one for the content that came in`);
}

/** Where the service has its list, as the document of the gateway says. */
async function pathOf(url, service) {
  const { paths } = await (await fetch(`${url}/openapi.json`)).json();
  const found = Object.keys(paths).find((path) => path.startsWith(`/api/v1/${service}/`) && paths[path].post);
  if (!found) throw new Error(`The document of the gateway has no path of ${service}.`);
  return found;
}

async function upload(url) {
  const form = new FormData();
  form.set(
    'file',
    new Blob(['# Tides\n\nThe sea comes and goes twice a day.\n'], { type: 'text/markdown' }),
    'tides.md',
  );
  const response = await fetch(`${url}/api/v1/contents`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`The upload is answered with ${response.status}: ${await response.text()}`);
  return (await response.json()).contentId;
}

async function call(url, path, { method, body, headers, status }) {
  const response = await fetch(`${url}${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status !== status)
    throw new Error(`${path} is answered with ${response.status}, not ${status}: ${text}`);
  return JSON.parse(text);
}

function same(found, expected, what) {
  const [left, right] = [found, expected].map((value) => JSON.stringify(value));
  if (left !== right) throw new Error(`It does not hold that ${what}: ${left} is not ${right}`);
}

async function eventually(attempt) {
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause(100)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function startPlatform(root, data) {
  const child = spawn('node', ['apps/standalone/dist/main.js', 'start', '--port', '0', '--data', data], {
    cwd: root,
    env: environmentOf(root),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise((resolve) => child.once('close', resolve));
  let isRunning = true;
  void ended.then(() => (isRunning = false));
  const end = async (signal) => {
    if (isRunning) child.kill(signal);
    await ended;
  };
  try {
    const url = await eventually(async () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (!isRunning || !found) throw new Error(`The platform does not start:\n${output}`);
      const ready = await (await fetch(`${found}/health/ready`)).json();
      if (ready.status !== 'ready') throw new Error(`The platform is not ready: ${JSON.stringify(ready)}`);
      return found;
    });
    return { url, end };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}
