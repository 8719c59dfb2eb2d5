import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePorts } from '@edda/test-ports';
import { answers } from './answers.js';
import type { KafkaInstallation } from './install-kafka.js';
import { LOG4J2_PROPERTIES, LOG4J_PROPERTIES, serverProperties, type KafkaSettings } from './server-properties.js';

const run = promisify(execFile);

/** How long a server may take until it answers, and until it has stopped, in milliseconds. */
const START_TIMEOUT = 90_000;
const STOP_TIMEOUT = 30_000;

/** The name and password of the one user of the SASL listener. */
export const SASL_USER = { username: 'edda', password: 'pa:ss@word/1' } as const;

export interface KafkaServerOptions {
  /** Where its data, settings and log lie. What is there from an earlier time is used. */
  readonly folder: string;
  /** Any free one unless given. */
  readonly port?: number;
  /** Whether it also listens where clients say who they are, see {@link SASL_USER}. */
  readonly sasl?: boolean;
  readonly settings?: KafkaSettings;
  /** Most memory for its objects, in MiB. */
  readonly heapMb?: number;
  /** Starts fast instead of becoming fast: for tests. */
  readonly shortLived?: boolean;
}

/** A single Apache Kafka server, broker and controller in one, that runs as a child of this process. */
export class KafkaServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly installation: KafkaInstallation,
    private readonly options: KafkaServerOptions,
    readonly port: number,
    private readonly saslPort: number | undefined,
  ) {}

  /** Prepares the folder and starts the server; resolves when it answers. */
  static async start(installation: KafkaInstallation, options: KafkaServerOptions): Promise<KafkaServer> {
    const [controllerPort = 0, saslPort = 0, port = 0] = await freePorts(3);
    const server = new KafkaServer(installation, options, options.port ?? port, options.sasl ? saslPort : undefined);
    await server.prepare(controllerPort);
    await server.start();
    return server;
  }

  /** As `BROKER_URL` takes it. */
  get url(): string {
    return `kafka://127.0.0.1:${this.port}`;
  }

  /** The URL of the listener where clients say who they are. */
  saslUrl(mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'): string {
    if (this.saslPort === undefined) throw new Error('This server was started without SASL.');
    const { username, password } = SASL_USER;
    return `kafka://${username}:${encodeURIComponent(password)}@127.0.0.1:${this.saslPort}?mechanism=${mechanism}`;
  }

  /** The number of its process, undefined while it does not run. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  get pidFile(): string {
    return join(this.options.folder, 'kafka.pid');
  }

  get logFile(): string {
    return join(this.options.folder, 'kafka.log');
  }

  /** Starts it again after `stop` or `kill`, on the same port and with its data. */
  async start(): Promise<void> {
    const { folder, heapMb = 512, shortLived = false } = this.options;
    const log = await open(this.logFile, 'a');
    const java = [
      `-Xmx${heapMb}m`,
      ...(shortLived ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : []),
      '-Djava.awt.headless=true',
      `-Dlog4j.configuration=file:${join(folder, 'log4j.properties')}`,
      `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
      '-cp',
      this.installation.classPath,
    ];
    const child = spawn(this.installation.java, [...java, 'kafka.Kafka', join(folder, 'server.properties')], {
      // Out of reach of a Ctrl-C, so that it can be stopped in order.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    this.process = child;
    child.once('exit', () => {
      if (this.process === child) this.process = undefined;
    });
    await writeFile(this.pidFile, `${child.pid}\n`);
    await this.untilItAnswers();
  }

  /** Resolves when it does not run any more, whatever ended it. */
  async ended(): Promise<void> {
    if (this.process) await once(this.process, 'exit');
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    const child = this.process;
    if (!child) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
    await exit;
    clearTimeout(late);
    await rm(this.pidFile, { force: true });
  }

  /** Ends it at once, as `kill -9` does. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    await rm(this.pidFile, { force: true });
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private async prepare(controllerPort: number): Promise<void> {
    const { folder, sasl, settings } = this.options;
    await mkdir(folder, { recursive: true });
    const properties = serverProperties({
      folder,
      port: this.port,
      controllerPort,
      ...(sasl && this.saslPort !== undefined && { sasl: { port: this.saslPort, ...SASL_USER } }),
      ...(settings && { settings }),
    });
    await writeFile(join(folder, 'server.properties'), properties);
    await writeFile(join(folder, 'log4j.properties'), LOG4J_PROPERTIES);
    await writeFile(join(folder, 'log4j2.properties'), LOG4J2_PROPERTIES);
    if (!existsSync(join(folder, 'data', 'meta.properties'))) await this.format();
  }

  private async format(): Promise<void> {
    const { folder, sasl } = this.options;
    const clusterId = newClusterId();
    const users = (sasl ? ['SCRAM-SHA-256', 'SCRAM-SHA-512'] : []).flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${SASL_USER.username},password=${SASL_USER.password}]`,
    ]);
    const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', join(folder, 'server.properties')];
    const java = [
      `-Dlog4j.configuration=file:${join(folder, 'log4j.properties')}`,
      `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
      '-XX:TieredStopAtLevel=1',
      '-cp',
      this.installation.classPath,
    ];
    try {
      await run(this.installation.java, [...java, ...tool, ...users]);
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`The folder ${folder} cannot be prepared for Kafka: ${stdout}${stderr}`, { cause: error });
    }
  }

  private async untilItAnswers(): Promise<void> {
    const end = performance.now() + START_TIMEOUT;
    while (this.process && performance.now() < end) {
      if (await answers(this.port)) return;
      await delay(50);
    }
    const ended = this.process === undefined;
    await this.kill();
    const lines = (await readFile(this.logFile, 'utf8')).trimEnd().split('\n').slice(-15).join('\n');
    throw new Error(
      `Apache Kafka ${this.installation.version} ${ended ? 'ended' : `did not answer within ${START_TIMEOUT / 1000} s`} ` +
        `on port ${this.port}; the end of its log (${this.logFile}):\n${lines}`,
    );
  }
}

/** Kafka's form of a UUID. Its tool would take one that begins with a hyphen for an option. */
function newClusterId(): string {
  for (;;) {
    const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}
