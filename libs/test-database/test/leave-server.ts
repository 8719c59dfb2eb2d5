import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startThrowAwayPostgres } from '../src/index.js';

// A program that starts a throw-away server in the folder given, tells where its data is and its process number, and
// works on until it is killed.
const parent = String(process.argv[2]);
const before = new Set(readdirSync(parent));
await startThrowAwayPostgres({}, parent);
const folder = join(parent, readdirSync(parent).find((name) => !before.has(name)) ?? '');
const lock = readFileSync(join(folder, 'cluster', 'data', 'postmaster.pid'), 'utf8');
process.stdout.write(`${JSON.stringify({ folder, pid: Number(lock.split('\n')[0]) })}\n`);
setInterval(() => undefined, 1000);
