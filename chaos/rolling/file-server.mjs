import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const PIECE = Buffer.alloc(32 * 1024, 'edda ');
const PIECES = 12;
const PAUSE_MS = 20;

/** Hands out files slowly enough that the one who fetches them may be replaced meanwhile. */
export class FileServer {
  #server = createServer((request, response) => void this.#answer(request, response));

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer({ method, headers, url }, response) {
    response.on('error', () => undefined);
    const size = PIECE.length * PIECES;
    const from = Math.min(Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0), size);
    response.writeHead(headers.range ? 206 : 200, {
      'content-type': 'text/plain',
      'content-length': size - from,
      'accept-ranges': 'bytes',
      etag: `"${url}"`,
      ...(headers.range && { 'content-range': `bytes ${from}-${size - 1}/${size}` }),
    });
    if (method !== 'HEAD') {
      for (let at = from; at < size && !response.destroyed; at += PIECE.length - (at % PIECE.length)) {
        response.write(PIECE.subarray(at % PIECE.length));
        await delay(PAUSE_MS);
      }
    }
    response.end();
  }
}
