import { connect, createServer } from 'node:net';

/** Milliseconds between two looks at the readiness of an instance, and after which one that is to go gets nothing new. */
const LOOK_MS = 300;

/**
 * The one address of a service: each connection goes to the next instance that is ready, and stays there, as with a
 * Service of Kubernetes. What is refused is refused to the caller.
 */
export class Front {
  #server = createServer((socket) => this.#take(socket));
  #instances = [];
  #next = 0;
  #timer;
  #open = new Set();

  /** @param {number} port */
  async listen(port) {
    this.port = port;
    await new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  add(instance) {
    this.#instances.push({ instance, isReady: true });
  }

  /** Tells the front that an instance goes away; it hears of it a moment later. */
  withdraw(instance) {
    setTimeout(() => (this.#instances = this.#instances.filter((one) => one.instance !== instance)), LOOK_MS);
  }

  async close() {
    clearInterval(this.#timer);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #look() {
    for (const one of this.#instances) one.isReady = await one.instance.isReady();
  }

  #take(socket) {
    socket.on('error', () => undefined);
    const ready = this.#instances.filter(({ isReady }) => isReady);
    const chosen = ready[this.#next++ % ready.length];
    if (!chosen) {
      socket.destroy();
      return;
    }
    const onward = connect({ port: chosen.instance.port, host: '127.0.0.1' });
    this.#open.add(socket).add(onward);
    onward.on('error', () => socket.destroy());
    // What was answered is still handed on.
    onward.on('close', () => socket.destroySoon());
    socket.on('close', () => onward.destroy());
    for (const one of [socket, onward]) one.on('close', () => this.#open.delete(one));
    socket.pipe(onward).pipe(socket);
  }
}
