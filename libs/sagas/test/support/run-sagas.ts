// A process of its own that moves sagas until it is killed. Arguments: the URL of the database, the lease in
// milliseconds, a step whose action takes long, and how long in milliseconds: for ever unless given. Prints a line for each
// action that it begins.
import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresEventStore } from '@edda/event-store';
import { SagaRunner } from '../../src/index.js';
import { effectSaga } from './effects.js';

const [url = '', leaseMs, holdAt, holdMs] = process.argv.slice(2);
const store = await PostgresEventStore.open({ url, source: 'child', poolSize: 4 });
const { dataSource, unitOfWork } = store;
const runner = new SagaRunner({ service: 'kitchen', dataSource, unitOfWork, leaseMs: Number(leaseMs), pollMs: 100 });
runner.register(
  effectSaga(unitOfWork, async (step, id) => {
    process.stdout.write(`${step} ${id}\n`);
    if (step === holdAt) await (holdMs ? delay(Number(holdMs)) : new Promise(() => undefined));
  }),
);
await runner.begin();
// The loop keeps the process alive.
setInterval(() => undefined, 60_000);
