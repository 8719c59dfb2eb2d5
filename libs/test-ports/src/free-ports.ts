import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { portRange } from './port-range.js';

const given = new Set<number>();

/**
 * As many different ports of the loopback interface as asked for, on which nobody listens now. No port is given twice
 * in a process.
 *
 * For servers that are started later, or again, on their port: none of these is among the ports that the system takes
 * for outgoing connections and for servers without a port of their own. Who listens at once asks for port 0 instead.
 */
export async function freePorts(count: number): Promise<number[]> {
  const { first, end } = await portRange();
  const ports: number[] = [];
  while (ports.length < count) {
    if (given.size >= end - first) throw new Error(`All ports from ${first} to ${end - 1} were given away.`);
    const port = randomInt(first, end);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

/** One such port, see {@link freePorts}. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
