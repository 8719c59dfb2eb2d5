import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { createLogger, createService, loadConfig, type RunningService } from '@edda/service';
import { GatewayConfig, gatewayService } from '../src/gateway.module.js';
import { UPSTREAMS } from '../src/upstreams.js';

export const CALLER_SECRET = 'a secret of more than 32 characters';

/** Nothing listens here: port 9 is reserved for discarding. */
export const NOWHERE = 'http://127.0.0.1:9';

/** Starts a gateway in front of nothing but what `env` names. */
export function startGateway(env: Record<string, string> = {}): Promise<RunningService> {
  const config = loadConfig(GatewayConfig, {
    CALLER_SECRET,
    PORT: '0',
    ...Object.fromEntries(UPSTREAMS.map((upstream) => [upstream.env, NOWHERE])),
    ...env,
  });
  return createService(gatewayService, { config, logger: createLogger({ level: 'silent' }) });
}

export interface RawRequest {
  path: string;
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: Iterable<string> | AsyncIterable<string>;
}

/** Sends a request as it is: fetch() tidies paths and forbids some headers. */
export async function send(
  gateway: RunningService,
  { path, method = 'GET', headers, body = [] }: RawRequest,
): Promise<Received> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    let answered = false;
    const request = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      answered = true;
      void textOf(response).then((text) => resolve(new Received(response, text)), reject);
    });
    request.on('error', reject);
    void (async () => {
      for await (const part of body) {
        if (request.destroyed || answered) break;
        if (!request.write(part)) await new Promise((drained) => request.once('drain', drained).once('close', drained));
      }
      request.end();
    })();
  });
}

export class Received {
  constructor(
    private readonly response: IncomingMessage,
    readonly text: string,
  ) {}

  get status(): number {
    return this.response.statusCode!;
  }

  get headers(): IncomingMessage['headers'] {
    return this.response.headers;
  }

  get json(): Record<string, unknown> {
    return JSON.parse(this.text) as Record<string, unknown>;
  }
}

export async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}
