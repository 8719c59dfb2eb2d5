import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';

/**
 * Milliseconds that a connection to a service is kept unused. Shorter than a service that goes away still takes requests:
 * until its door closes, each connection to it has been used once more, and told to close, or given up.
 */
const IDLE_MS = 2000;

/** The connections to the services: as many as there are calls, since event streams keep theirs and must not shut the others out. */
export class UpstreamSockets {
  private readonly http = keptShortly(new HttpAgent({ keepAlive: true }));
  private readonly https = keptShortly(new HttpsAgent({ keepAlive: true }));

  /** @param protocol `http:` or `https:` */
  of(protocol: string): HttpAgent {
    return protocol === 'https:' ? this.https : this.http;
  }

  destroy(): void {
    this.http.destroy();
    this.https.destroy();
  }
}

function keptShortly<A extends HttpAgent>(agent: A): A {
  // It says whether the socket is kept; the declared type leaves that out.
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Socket) => boolean;
  agent.keepSocketAlive = (socket): boolean => {
    if (!(socket instanceof Socket) || !keep(socket)) return false;
    socket.setTimeout(IDLE_MS);
    return true;
  };
  return agent;
}
