import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaForTests, startThrowAwayKafka } from '@edda/test-kafka';
import { rabbitMQForTests, startThrowAwayRabbitMQ } from '@edda/test-rabbitmq';
import { startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDocuments } from './support/documents.js';
import { findingsOf, readReport } from './support/report.js';
import { run } from './support/run-command.js';
import { ServiceProcesses } from './support/service-processes.js';

const QUESTION = 'Why did the mill at Orlen burn down?';
const [kafka, rabbitmq] = [await kafkaForTests(), await rabbitMQForTests()];

const SERVERS = [
  { name: 'Kafka', isThere: kafka !== undefined, start: () => startThrowAwayKafka(kafka) },
  { name: 'RabbitMQ', isThere: rabbitmq !== undefined, start: () => startThrowAwayRabbitMQ(rabbitmq) },
];

for (const { name, isThere, start } of SERVERS) {
  (isThere ? describe : describe.skip)(`The platform on ${name}`, () => {
    let folder: string;
    let postgres: ThrowAwayPostgres;
    let server: { url: string; stop(): Promise<void> };
    let services: ServiceProcesses | undefined;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'edda-brokers-'));
      await writeDocuments(join(folder, 'docs'), 3);
      [postgres, server] = await Promise.all([startThrowAwayPostgres(), start()]);
    });
    afterAll(async () => {
      await services?.stop();
      await Promise.all([postgres?.stop(), server?.stop()]);
      await rm(folder, { recursive: true, force: true });
    });

    /** What a research run finds, written to a folder of this name. */
    async function research(out: string, options: string[], env: NodeJS.ProcessEnv = {}): Promise<unknown> {
      const ended = await run(
        ['research', QUESTION, 'docs', '--data', out, '--out', `${out}-report`, ...options],
        folder,
        env,
      );
      expect(ended).toMatchObject({ code: 0 });
      return findingsOf(await readReport(join(folder, `${out}-report`)));
    }

    it('finds what it finds on the embedded broker, in one process and with every service as its own', async () => {
      const embedded = await research('embedded', []);
      expect(await research('together', [], { BROKER_URL: server.url })).toEqual(embedded);
      services = await ServiceProcesses.start((label) => postgres.database(label), join(folder, 'blobs'), server.url);
      // What is published before a service has started for the first time, RabbitMQ does not keep for it.
      await services.ready();
      expect(await research('apart', ['--server', services.gatewayUrl])).toEqual(embedded);
    });
  });
}
