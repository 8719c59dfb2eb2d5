import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { downloadFailure } from '../domain/download-failures.js';
import { VirusScanner, type ScanVerdict } from './virus-scanner.js';

/** Most bytes of a piece, and of an answer. */
const PIECE = 64 * 1024;
const LONGEST_ANSWER = 4096;

export interface ClamdOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds without a sign of life after which it is given up: 120,000 unless given. */
  readonly idleTimeoutMs?: number;
}

/** ClamAV's daemon, over TCP: the file goes to it in pieces (command INSTREAM). */
export class ClamdScanner extends VirusScanner {
  constructor(private readonly options: ClamdOptions) {
    super();
  }

  async scan(path: string, signal: AbortSignal): Promise<ScanVerdict> {
    return verdictOf(await this.ask(path, signal));
  }

  private async ask(path: string, signal: AbortSignal): Promise<string> {
    const { host, port, idleTimeoutMs = 120_000 } = this.options;
    // It answers before it has read everything when the file is too large, and hangs up: the answer must still come in.
    const socket = connect({ host, port, allowHalfOpen: true });
    socket.setTimeout(idleTimeoutMs, () => socket.destroy(new Error(`no sign of life for ${idleTimeoutMs} ms`)));
    const answer = answerOf(socket);
    const file = createReadStream(path, { highWaterMark: PIECE });
    try {
      // A file that cannot be read would only look like a daemon that hangs up.
      file.once('error', (error) => socket.destroy(error));
      // What else this ends with the socket tells, and with it the wait for the answer ends.
      pipeline(file, framed, socket, { end: false, signal }).catch(() => undefined);
      return await answer;
    } catch (error) {
      signal.throwIfAborted();
      const detail = `The virus scanner at ${host}:${port} cannot be asked: ${(error as Error).message}`;
      throw downloadFailure('DOWNLOAD.SCANNER_UNAVAILABLE', detail, error);
    } finally {
      file.destroy();
      socket.destroy();
    }
  }
}

/** `zINSTREAM\0`, then each piece behind its length as four bytes, then a length of zero. */
async function* framed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of chunks) {
    yield lengthOf(chunk.length);
    yield chunk;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** The text up to the zero byte that ends it. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > LONGEST_ANSWER) reject(new Error('its answer has no end'));
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('it hung up')));
    socket.on('close', () => reject(new Error('it hung up')));
  });
}

function verdictOf(answer: string): ScanVerdict {
  if (/: OK$/.test(answer)) return { result: 'clean' };
  const signature = /: (.+) FOUND$/.exec(answer)?.[1];
  if (signature) return { result: 'infected', signature };
  if (/size limit exceeded/i.test(answer)) {
    throw downloadFailure(
      'DOWNLOAD.SCAN_REFUSED',
      'The file is larger than the virus scanner takes (StreamMaxLength).',
    );
  }
  throw downloadFailure('DOWNLOAD.SCANNER_UNAVAILABLE', `The virus scanner answered "${answer.slice(0, 200)}".`);
}
