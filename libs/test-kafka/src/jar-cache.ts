import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KafkaUnavailableError } from './kafka-unavailable-error.js';
import type { Jar } from './versions.js';

const MAVEN_CENTRAL = 'https://repo1.maven.org/maven2';
const DOWNLOADS_AT_ONCE = 6;
const ATTEMPTS = 3;
/** For one jar, in milliseconds. */
const DOWNLOAD_TIMEOUT = 120_000;

/** The jars of a Maven repository that were downloaded and verified before, in the user's cache folder. */
export class JarCache {
  readonly folder: string;
  private readonly repository: string;

  /** Looks for `XDG_CACHE_HOME`, and for `MAVEN_URL`: another repository with the same content. */
  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.folder = join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'edda', 'maven');
    this.repository = (environment['MAVEN_URL'] || MAVEN_CENTRAL).replace(/\/+$/, '');
  }

  /**
   * Where the jars lie. Downloads what is missing or damaged.
   *
   * @throws KafkaUnavailableError when a jar cannot be downloaded or is not the one that is locked
   */
  async files(jars: readonly Jar[], onDownload: (missing: number) => void = () => undefined): Promise<string[]> {
    const missing: Jar[] = [];
    for (const jar of jars) if (!(await this.has(jar))) missing.push(jar);
    if (missing.length > 0) onDownload(missing.length);
    const queue = missing.values();
    await Promise.all(
      Array.from({ length: DOWNLOADS_AT_ONCE }, async () => {
        for (const jar of queue) await this.download(jar);
      }),
    );
    return jars.map((jar) => this.fileOf(jar));
  }

  private fileOf(jar: Jar): string {
    return join(this.folder, ...jar.path.split('/'));
  }

  private async has(jar: Jar): Promise<boolean> {
    try {
      return sha256(await readFile(this.fileOf(jar))) === jar.sha256;
    } catch {
      return false;
    }
  }

  private async download(jar: Jar): Promise<void> {
    const url = `${this.repository}/${jar.path}`;
    const content = await this.fetch(url);
    if (sha256(content) !== jar.sha256) {
      throw new KafkaUnavailableError(
        `${url} is not the file that is locked (its SHA-256 is ${sha256(content)}, expected was ${jar.sha256}): ` +
          'something between here and the repository changes it.',
      );
    }
    const file = this.fileOf(jar);
    await mkdir(dirname(file), { recursive: true });
    // Under its own name only when complete: another process may look for it at any time.
    const part = `${file}.${randomBytes(4).toString('hex')}.part`;
    try {
      await writeFile(part, content);
      await rename(part, file);
    } finally {
      await rm(part, { force: true });
    }
  }

  private async fetch(url: string): Promise<Buffer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT) });
        if (!response.ok) throw new Error(`it answered ${response.status}`);
        return Buffer.from(await response.arrayBuffer());
      } catch (error) {
        if (attempt < ATTEMPTS) {
          await delay(500 * attempt);
          continue;
        }
        throw new KafkaUnavailableError(
          `${url} cannot be downloaded (${reasonOf(error)}): connect to the internet once, or set MAVEN_URL to a ` +
            'repository that can be reached.',
          { cause: error },
        );
      }
    }
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A failed fetch says why only in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
