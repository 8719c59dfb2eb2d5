import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The folder in which a platform keeps everything: database, blobs, logs, and who holds it. */
export class DataFolder {
  readonly path: string;

  constructor(directory: string) {
    this.path = resolve(directory);
  }

  get database(): string {
    return join(this.path, 'postgres');
  }

  get blobs(): string {
    return join(this.path, 'blobs');
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  get holder(): string {
    return join(this.path, 'platform.json');
  }

  async create(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    await Promise.all([this.blobs, this.logs].map((path) => mkdir(path, { recursive: true, mode: 0o700 })));
  }

  /** The secret that signs callers between the gateway and the services; made at the first start. */
  callerSecret(): Promise<string> {
    return this.secret('caller-secret', 'base64url');
  }

  /** The secret that the keys of personal data are stored with; made at the first start. Without it they are lost. */
  keysSecret(): Promise<string> {
    return this.secret('keys-secret', 'base64');
  }

  private async secret(name: string, encoding: 'base64' | 'base64url'): Promise<string> {
    const path = join(this.path, name);
    const made = randomBytes(32).toString(encoding);
    await writeFile(path, made, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return (await readFile(path, 'utf8')).trim();
  }
}
