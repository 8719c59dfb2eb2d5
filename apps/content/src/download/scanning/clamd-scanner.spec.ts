import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ClamdScanner } from './clamd-scanner.js';
import { NoScanner } from './no-scanner.js';
import { virusScannerFromUrl } from './virus-scanner-from-url.js';

/** A test signature that every scanner knows and that does no harm, in two halves so that no scanner finds it here. */
const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}' + '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
const { signal } = new AbortController();

/** Speaks as clamd does with `INSTREAM`, and finds the test signature. */
function clamd(socket: Socket, mostBytes: number): void {
  let received = Buffer.alloc(0);
  let hasAnswered = false;
  const answer = (text: string): void => {
    if (!hasAnswered) socket.end(`${text}\0`);
    hasAnswered = true;
  };
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const body: Buffer[] = [];
    if (received.subarray(0, 10).toString() !== 'zINSTREAM\0') return;
    for (let at = 10; at + 4 <= received.length;) {
      const length = received.readUInt32BE(at);
      if (length === 0) {
        const found = Buffer.concat(body).includes(EICAR);
        return answer(found ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK');
      }
      body.push(received.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    if (received.length > mostBytes) answer('INSTREAM size limit exceeded. ERROR');
  });
}

describe('the scanner that asks clamd', () => {
  let folder: string;
  let server: Server | null = null;
  const sockets = new Set<Socket>();

  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'edda-scan-'))));
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
    server = null;
  });

  async function scan(bytes: string | Buffer, talk: (socket: Socket) => void, idleTimeoutMs = 5000) {
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    server = createServer((socket) => {
      sockets.add(socket);
      talk(socket);
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new ClamdScanner({ host: '127.0.0.1', port, idleTimeoutMs }).scan(path, signal);
  }

  it('takes a file for clean when clamd does, also a large one', async () => {
    expect(await scan(randomBytes(500_000), (socket) => clamd(socket, 1e9))).toEqual({ result: 'clean' });
  });

  it('names what clamd has found', async () => {
    expect(await scan(EICAR, (socket) => clamd(socket, 1e9))).toEqual({
      result: 'infected',
      signature: 'Eicar-Test-Signature',
    });
  });

  it('says that a file is too large for clamd, which hangs up in the middle', async () => {
    await expect(scan(randomBytes(3_000_000), (socket) => clamd(socket, 100_000))).rejects.toMatchObject({
      code: 'DOWNLOAD.SCAN_REFUSED',
      retryable: false,
    });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.destroy()],
    ['answers nonsense', (socket) => socket.end('what?\0')],
    ['says nothing', () => undefined],
  ])('asks again later when clamd %s', async (_, talk) => {
    await expect(scan('x', talk, 200)).rejects.toMatchObject({
      code: 'DOWNLOAD.SCANNER_UNAVAILABLE',
      retryable: true,
    });
  });

  it('asks again later when nobody listens', async () => {
    await writeFile(join(folder, 'file'), 'x');
    const scanner = new ClamdScanner({ host: '127.0.0.1', port: 1 });
    await expect(scanner.scan(join(folder, 'file'), signal)).rejects.toMatchObject({
      code: 'DOWNLOAD.SCANNER_UNAVAILABLE',
    });
  });
});

describe('the scanner of a service', () => {
  it('is none where none is configured, and says so of each file', async () => {
    const scanner = virusScannerFromUrl(null);
    expect(scanner).toBeInstanceOf(NoScanner);
    expect(await scanner.scan('/nowhere', signal)).toEqual({ result: 'not-scanned' });
  });

  it('is clamd where its address is given', () => {
    expect(virusScannerFromUrl('tcp://clamav:3310')).toBeInstanceOf(ClamdScanner);
  });
});
