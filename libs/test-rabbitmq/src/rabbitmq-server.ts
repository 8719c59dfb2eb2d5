import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@edda/test-ports';
import { answers } from './answers.js';
import type { RabbitMQInstallation } from './find-rabbitmq.js';
import { rabbitMQEnvironment, type RabbitMQPlace } from './rabbitmq-environment.js';
import { ServerProcess } from './server-process.js';

export interface RabbitMQServerOptions {
  /** Where its data, settings and log lie. */
  readonly folder: string;
  /** Any free one unless given. */
  readonly port?: number;
  /** More lines of `rabbitmq.conf`. */
  readonly settings?: readonly string[];
  /** Called with the process group of each program that is started. */
  readonly onStart?: (group: number) => void;
}

/** How long a server may take until it answers, in milliseconds. */
const START_TIMEOUT = 90_000;

const SETTINGS = ['log.console = false', 'log.file.level = warning', 'disk_free_limit.absolute = 20MB'];

/** A single RabbitMQ server with a name service of its own, children of this process. */
export class RabbitMQServer {
  private names: ServerProcess | undefined;
  private server: ServerProcess | undefined;

  private constructor(
    private readonly installation: RabbitMQInstallation,
    private readonly options: RabbitMQServerOptions,
    private readonly place: RabbitMQPlace,
  ) {}

  /** Prepares the folder and starts the server; resolves when it answers. */
  static async start(installation: RabbitMQInstallation, options: RabbitMQServerOptions): Promise<RabbitMQServer> {
    const { folder, settings = [] } = options;
    const [free = 0, distribution = 0, epmd = 0] = await freePorts(3);
    const amqp = options.port ?? free;
    const place = { folder, node: `edda-${amqp}@localhost`, ports: { amqp, distribution, epmd } };
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'rabbitmq.conf'), [...SETTINGS, ...settings, ''].join('\n'));
    await writeFile(join(folder, 'enabled_plugins'), '[].\n');
    const server = new RabbitMQServer(installation, options, place);
    try {
      // Ours, in the foreground: one that the server starts by itself would stay behind.
      server.names = await server.run('epmd', ['-port', String(epmd), '-address', '127.0.0.1']);
      await server.start();
    } catch (error) {
      await server.end();
      throw error;
    }
    return server;
  }

  /** `amqp://guest:guest@127.0.0.1:port/`; the same after a restart. */
  get url(): string {
    return `amqp://guest:guest@127.0.0.1:${this.port}/`;
  }

  get port(): number {
    return this.place.ports.amqp;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.server?.hasEnded === false ? this.server.group : undefined;
  }

  /** Starts it again after `stop` or `kill`, on the same port and with its data. */
  async start(): Promise<void> {
    const server = await this.run(join(this.installation.programs, 'rabbitmq-server'));
    this.server = server;
    const end = performance.now() + START_TIMEOUT;
    while (!(await answers(this.port))) {
      if (server.hasEnded) throw new Error(`RabbitMQ ended while it started: ${server.lastWords}`);
      if (performance.now() > end) {
        throw new Error(`RabbitMQ does not answer on port ${this.port}: ${server.lastWords}`);
      }
      await delay(100);
    }
  }

  /** Ends it in order: connections are closed, what is durable stays. */
  async stop(): Promise<void> {
    await this.server?.end('SIGTERM');
  }

  /** Ends it at once, as `kill -9` does. */
  async kill(): Promise<void> {
    await this.server?.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends it and its name service at once, for good. */
  async end(): Promise<void> {
    await this.kill();
    await this.names?.end('SIGKILL');
  }

  private async run(program: string, args: string[] = []): Promise<ServerProcess> {
    const started = await ServerProcess.start(program, args, rabbitMQEnvironment(this.place));
    this.options.onStart?.(started.group);
    return started;
  }
}
