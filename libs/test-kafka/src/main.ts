import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installKafka } from './install-kafka.js';
import { KafkaServer } from './kafka-server.js';
import { KafkaUnavailableError } from './kafka-unavailable-error.js';
import { KAFKA_VERSIONS, kafkaVersion, NEWEST_KAFKA } from './versions.js';
import { watchServer } from './watchdog.js';

const USAGE = `Runs Apache Kafka in the foreground, until Ctrl-C. Needs Java 17 or newer.

  npm run kafka [-- --version ${KAFKA_VERSIONS.join('|')}] [--port 9092] [--data .edda/kafka]

  --version  which Kafka; ${NEWEST_KAFKA} unless given
  --port     where clients connect, on the loopback address; 9092 unless given
  --data     folder of its data; .edda/kafka/VERSION unless given
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', default: NEWEST_KAFKA },
      port: { type: 'string', default: '9092' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new KafkaUnavailableError(`--port ${values.port} is not a port: give a number from 1 to 65535.`);
  }
  const version = kafkaVersion(values.version);
  const folder = resolve(values.data ?? join('.edda', 'kafka', version));
  const installation = await installKafka(version, (sentence) => process.stderr.write(`${sentence}\n`));
  await mkdir(folder, { recursive: true });
  process.stderr.write(`Starting Apache Kafka ${version} with its data in ${folder} ...\n`);
  const watchdog = watchServer(join(folder, 'kafka.pid'));
  const server = await KafkaServer.start(installation, { folder, port, heapMb: 1024 });
  process.stdout.write(`BROKER_URL=${server.url}\n`);
  const asked = await Promise.race([untilAsked(), server.ended()]);
  if (!asked) throw new Error(`Apache Kafka has ended by itself: ${server.logFile} says why.`);
  process.stderr.write('Stopping ...\n');
  await server.stop();
  watchdog.dismiss();
  await rm(server.pidFile, { force: true });
}

function untilAsked(): Promise<true> {
  return new Promise((ask) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => ask(true));
    }
  });
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
