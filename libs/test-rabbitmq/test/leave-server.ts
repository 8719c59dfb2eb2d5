import { findRabbitMQ, startThrowAwayRabbitMQ } from '../src/index.js';

// A program that starts a throw-away server in the folder given, tells its process number, and works on until it is
// killed.
const { server } = await startThrowAwayRabbitMQ(await findRabbitMQ(), {}, String(process.argv[2]));
process.stdout.write(`${JSON.stringify({ pid: server.pid })}\n`);
setInterval(() => undefined, 1000);
