import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowAwayPostgres } from '../src/index.js';

// A program that starts a throw-away server, tells its folder and process number, and works on until it is killed.
const before = new Set(readdirSync(tmpdir()));
await startThrowAwayPostgres();
const folder = readdirSync(tmpdir()).find((name) => name.startsWith('edda-test-') && !before.has(name)) ?? '';
const lock = readFileSync(join(tmpdir(), folder, 'cluster', 'data', 'postmaster.pid'), 'utf8');
process.stdout.write(`${JSON.stringify({ folder: join(tmpdir(), folder), pid: Number(lock.split('\n')[0]) })}\n`);
setInterval(() => undefined, 1000);
