import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_DELAY = 10_000;

/** The connections of one client, so that they can be ended whatever the other side does. */
export class Sockets {
  private readonly open = new Set<Socket>();
  private closed = false;

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    // A request of kafkajs that is tried again after its client was closed would connect anew.
    if (this.closed) throw new Error('This client was closed.');
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connectTcp({ host, port }, onConnect);
    // Without it a commit or heartbeat waits behind a fetch until that is acknowledged.
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY);
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    return socket;
  };

  /** Ends what is open and opens nothing more; requests that wait for an answer fail. */
  destroy(): void {
    this.closed = true;
    for (const socket of this.open) socket.destroy(new Error('This client was closed.'));
  }
}
