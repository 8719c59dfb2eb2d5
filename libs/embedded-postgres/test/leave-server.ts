import { startEmbeddedPostgres } from '../src/index.js';

// A program that starts a server on the folder given, tells its process number, and works on until it is killed.
const server = await startEmbeddedPostgres({ directory: String(process.argv[2]), settings: { fsync: false } });
process.stdout.write(`${server.pid}\n`);
setInterval(() => undefined, 1000);
