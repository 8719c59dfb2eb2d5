import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort, freePorts } from './free-ports.js';
import { portRange } from './port-range.js';

describe('freePorts', () => {
  const servers: Server[] = [];
  const listen = async (port: number): Promise<void> => {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => once(server.close(), 'close')));
  });

  it('gives ports that can be listened on, all outside the range of the system', async () => {
    const { first, end } = await portRange();
    const ports = await freePorts(5);
    expect(ports).toHaveLength(5);
    for (const port of ports) {
      await listen(port);
      expect(port).toBeGreaterThanOrEqual(first);
      expect(port).toBeLessThan(end);
    }
  });

  it('gives no port twice', async () => {
    const ports = [...(await freePorts(200)), await freePort(), ...(await freePorts(200))];
    expect(new Set(ports).size).toBe(401);
  });
});
