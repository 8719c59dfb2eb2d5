import replyFrom from '@fastify/reply-from';
import { DEFAULT_TENANT, signCaller } from '@edda/kernel';
import { API_PREFIX, Draining } from '@edda/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { GatewayConfig } from '../gateway-config.js';
import { OPERATOR_PATHS, operatorPrefix, upstreamsOf, type Upstream } from '../upstreams.js';
import { requestHeaders, responseHeaders } from './proxy-headers.js';
import { safePath } from './safe-path.js';
import { UpstreamAgent } from './upstream-agent.js';
import { upstreamProblem } from './upstream-problem.js';

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What a form adds to the file in it. */
const FORM_BYTES = 64 * 1024;

/** Passes the paths of each service on to it, streaming both ways. */
export async function forwardToServices(app: NestFastifyApplication, config: GatewayConfig): Promise<void> {
  const instance: FastifyInstance = app.getHttpAdapter().getInstance();
  const agent = new UpstreamAgent();
  instance.addHook('onClose', () => agent.close());
  await instance.register(replyFrom, {
    undici: agent as never,
    disableCache: true,
    disableRequestLogging: true,
    // What may be done again is for the agent to decide.
    retryMethods: [],
  });
  const draining = app.get(Draining).signal;
  for (const upstream of upstreamsOf(config)) {
    const route = (path: string, prefix: string, bodyLimit: number): void => {
      const handler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        forward({ upstream, prefix, config, agent, draining }, request, reply);
      for (const url of [path, `${path}/*`]) instance.route({ method: METHODS, url, bodyLimit, handler });
    };
    const bodyLimit = upstream.takesUploads ? config.uploadLimit + FORM_BYTES : config.bodyLimit;
    for (const path of upstream.paths) route(`/${API_PREFIX}${path}`, '', bodyLimit);
    const prefix = operatorPrefix(upstream.name);
    for (const path of OPERATOR_PATHS) route(`/${API_PREFIX}${prefix}${path}`, prefix, config.bodyLimit);
  }
}

interface Circumstances {
  readonly upstream: Upstream;
  /** What the gateway's path has behind `/api/v1` and the service's has not. */
  readonly prefix: string;
  readonly config: GatewayConfig;
  readonly agent: UpstreamAgent;
  readonly draining: AbortSignal;
}

async function forward(
  { upstream, prefix, config, agent, draining }: Circumstances,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const path = safePath(request.raw.url ?? '/').replace(`/${API_PREFIX}${prefix}`, `/${API_PREFIX}`);
  const token = await signCaller({ tenantId: DEFAULT_TENANT, userId: null }, config.callerSecret);
  const isEventStream = request.headers.accept?.includes('text/event-stream') ?? false;
  const timeoutMs = isEventStream ? 0 : config.upstreamTimeoutMs;
  const left = whenCallerLeaves(reply);
  // An event stream may have no end of its own, and the gateway waits for its answers before it stops.
  const signal = isEventStream ? AbortSignal.any([left, draining]) : left;
  return agent.with({ signal, timeoutMs }, () =>
    reply.from(path, {
      getUpstream: () => upstream.url,
      rewriteRequestHeaders: (_request, headers) => requestHeaders(request, headers, token, prefix),
      rewriteHeaders: (headers) => {
        if (headers['content-type']?.startsWith('text/event-stream')) sendHeadersAtOnce(reply);
        return responseHeaders(headers, upstream.url);
      },
      onError: (failed, { error }) => {
        if (left.aborted) failed.hijack();
        else failed.send(upstreamProblem(upstream, error, timeoutMs));
      },
    }),
  );
}

function whenCallerLeaves(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** The first event may be long in coming, and until then the caller could not tell that it is listened to. */
function sendHeadersAtOnce(reply: FastifyReply): void {
  // Fastify has set them when it starts to pipe, and would send them with the first bytes.
  reply.raw.once('pipe', () => reply.raw.flushHeaders());
}
