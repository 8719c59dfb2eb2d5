import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from './free-ports.mjs';
import { programPath } from './programs.mjs';

const START_TIMEOUT = 120_000;
const COMMAND_TIMEOUT = 120_000;

/** An API server of Kubernetes with its etcd, on loopback, with all its admission but no controllers. */
export class ApiServer {
  #folder;
  #processes = [];

  constructor(folder) {
    this.#folder = folder;
  }

  async start() {
    const [client, peer, secure] = await freePorts(3);
    const etcd = `http://127.0.0.1:${client}`;
    const peers = `http://127.0.0.1:${peer}`;
    const token = randomUUID();
    const key = join(this.#folder, 'key.pem');
    const tokens = join(this.#folder, 'tokens.csv');
    writeFileSync(
      key,
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    );
    writeFileSync(tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
    this.#run('etcd', {
      'data-dir': join(this.#folder, 'etcd'),
      'listen-client-urls': etcd,
      'advertise-client-urls': etcd,
      'listen-peer-urls': peers,
      'initial-advertise-peer-urls': peers,
      'initial-cluster': `default=${peers}`,
    });
    const apiServer = this.#run('kube-apiserver', {
      'etcd-servers': etcd,
      'bind-address': '127.0.0.1',
      'secure-port': secure,
      'cert-dir': join(this.#folder, 'certificates'),
      'token-auth-file': tokens,
      'authorization-mode': 'RBAC',
      'service-account-issuer': 'https://edda.test',
      'service-account-key-file': key,
      'service-account-signing-key-file': key,
      'service-cluster-ip-range': '10.0.0.0/24',
      // No controller makes the accounts that it looks for.
      'disable-admission-plugins': 'ServiceAccount',
    });
    this.#writeKubeconfig(`https://127.0.0.1:${secure}`, token);
    await this.#untilReady(apiServer);
  }

  /** @returns what kubectl wrote; @throws Error with it when it failed */
  kubectl(...words) {
    const { status, stdout, stderr } = spawnSync(programPath('kubectl'), words, {
      encoding: 'utf8',
      env: { ...process.env, KUBECONFIG: join(this.#folder, 'kubeconfig') },
      maxBuffer: 64 * 1024 * 1024,
      timeout: COMMAND_TIMEOUT,
    });
    if (status !== 0) throw new Error(`"kubectl ${words.join(' ')}" failed:\n${stderr}`);
    return { lines: stdout.trim().split('\n'), warnings: stderr.trim() };
  }

  async stop() {
    const running = this.#processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    for (const child of running.reverse()) {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }
  }

  #run(program, flags) {
    const log = openSync(this.#logOf(program), 'w');
    const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const child = spawn(programPath(program), words, { stdio: ['ignore', log, log] });
    this.#processes.push(child);
    return child;
  }

  async #untilReady(apiServer) {
    const end = Date.now() + START_TIMEOUT;
    for (;;) {
      try {
        this.kubectl('get', '--raw', '/readyz');
        return;
      } catch (error) {
        if (apiServer.exitCode === null && Date.now() < end) await pause(500);
        else throw new Error(`The API server did not start.\n${this.#endOfLog('kube-apiserver')}`, { cause: error });
      }
    }
  }

  #endOfLog(program) {
    return readFileSync(this.#logOf(program), 'utf8').split('\n').slice(-20).join('\n');
  }

  #logOf(program) {
    return join(this.#folder, `${program}.log`);
  }

  #writeKubeconfig(server, token) {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'test', user: { token } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
      'current-context': 'test',
    };
    writeFileSync(join(this.#folder, 'kubeconfig'), JSON.stringify(config), { mode: 0o600 });
  }
}
