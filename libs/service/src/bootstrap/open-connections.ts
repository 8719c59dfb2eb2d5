import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connections of a server, with the number of requests that run on each. Node's own `closeIdleConnections` leaves
 * out those that browsers open ahead and have never used, and those that fall idle after it was called: each would hold
 * up a shutdown until its deadline.
 */
export class OpenConnections {
  private readonly running = new Map<Socket, number>();
  private closing = false;

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.running.set(socket, 0);
      socket.once('close', () => this.running.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.count(socket, 1);
      response.once('close', () => this.count(socket, -1));
    });
  }

  /** Accepts no more and resolves when the requests that run have been answered and every connection is closed. */
  async close(): Promise<void> {
    this.closing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const [socket, requests] of this.running) if (requests === 0) socket.destroy();
    await closed;
  }

  /** Breaks off what still runs. */
  cut(): void {
    for (const socket of this.running.keys()) socket.destroy();
  }

  private count(socket: Socket, change: 1 | -1): void {
    const requests = (this.running.get(socket) ?? 0) + change;
    if (this.running.has(socket)) this.running.set(socket, requests);
    if (this.closing && requests === 0) socket.destroySoon();
  }
}
