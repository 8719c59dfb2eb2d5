import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JarCache } from './jar-cache.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const JAR = { path: 'org/example/one/1.0/one-1.0.jar', sha256: sha256('the jar') };

describe('JarCache', () => {
  let home: string;
  let server: Server;
  let asked: string[];
  let content: string;
  let cache: JarCache;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'edda-spec-'));
    asked = [];
    content = 'the jar';
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(content);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    cache = new JarCache({ XDG_CACHE_HOME: home, MAVEN_URL: `http://127.0.0.1:${port}/maven/` });
  });
  afterEach(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('downloads a jar once', async () => {
    const [file = ''] = await cache.files([JAR]);
    expect(readFileSync(file, 'utf8')).toBe('the jar');
    expect(file.startsWith(home)).toBe(true);
    await cache.files([JAR]);
    expect(asked).toEqual([`/maven/${JAR.path}`]);
  });

  it('downloads a damaged jar again', async () => {
    const [file = ''] = await cache.files([JAR]);
    writeFileSync(file, 'the j');
    await cache.files([JAR]);
    expect(readFileSync(file, 'utf8')).toBe('the jar');
  });

  it('refuses a jar that is not the one that is locked, and does not keep it', async () => {
    content = 'another jar';
    await expect(cache.files([JAR])).rejects.toThrow(/one-1\.0\.jar is not the file that is locked/);
    expect(existsSync(join(cache.folder, JAR.path))).toBe(false);
  });

  it('says what to do when the repository cannot be reached', async () => {
    const offline = new JarCache({ XDG_CACHE_HOME: home, MAVEN_URL: 'http://127.0.0.1:1' });
    await expect(offline.files([JAR])).rejects.toThrow(/cannot be downloaded .*set MAVEN_URL/);
  });
});
