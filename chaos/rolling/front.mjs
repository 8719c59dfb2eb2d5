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
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #look() {
    for (const one of this.#instances) one.isReady = await one.instance.isReady();
  }

  #take(socket) {
    socket.on('error', () => undefined);
    const ready = this.#instances.filter(({ isReady }) => isReady);
    const chosen = ready[this.#next++ % ready.length];
    if (!chosen) {
      socket.resetAndDestroy();
      return;
    }
    const onward = connect({ port: chosen.instance.port, host: '127.0.0.1' });
    onward.on('error', () => socket.resetAndDestroy());
    socket.on('close', (hadError) => (hadError ? onward.resetAndDestroy() : onward.end()));
    onward.on('close', () => socket.end());
    socket.pipe(onward).pipe(socket);
  }
}
