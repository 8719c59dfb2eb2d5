import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between a client and a server that can go silent, as when a cable is pulled: nothing is refused or closed. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private silent = false;
  private readonly server = createServer((near) => {
    const far = connect(this.target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('error', () => to.destroy()).on('close', () => (this.sockets.delete(from), to.destroy()));
      if (this.silent) from.pause();
    }
  });

  private constructor(private readonly target: { host: string; port: number }) {}

  /** Opens a way to the server of a URL. */
  static async to(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port) });
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** The same URL by way of the proxy. */
  through(url: string): string {
    return Object.assign(new URL(url), { host: `127.0.0.1:${(this.server.address() as AddressInfo).port}` }).href;
  }

  cut(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.silent = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
