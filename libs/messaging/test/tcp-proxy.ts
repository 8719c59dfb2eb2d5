import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '@edda/test-ports';

/** A network between clients and a server that can fail in the ways networks and servers do. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private silent = false;
  private server: Server | undefined;

  private constructor(
    private readonly target: { host: string; port: number },
    private readonly port: number,
  ) {}

  /** Opens a way to the server of a URL. */
  static async to(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port || 5432) }, await freePort());
    await proxy.up();
    return proxy;
  }

  /** The same URL by way of the proxy. */
  through(url: string): string {
    return Object.assign(new URL(url), { host: `127.0.0.1:${this.port}` }).href;
  }

  /** Goes silent, as when a cable is pulled: nothing is refused or closed. */
  cut(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.silent = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Breaks all connections and refuses new ones, as when the server is stopped. */
  async down(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.server?.listening) await once(this.server.close(), 'close');
  }

  async up(): Promise<void> {
    this.server = createServer((near) => this.link(near)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private link(near: Socket): void {
    const far = connect(this.target);
    this.pass(near, far);
    this.pass(far, near);
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (data) => to.write(data)).on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    if (this.silent) from.pause();
  }
}
