import {
  request as httpRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';

/** Milliseconds until a connection to a service must be open. */
const CONNECT_MS = 5000;

/** A service did not begin its answer in time. */
export class UpstreamTimeout extends Error {
  override readonly name = 'UpstreamTimeout';
}

/** A call that got no answer, and how far it had come. */
export class FailedCall extends Error {
  override readonly name = 'FailedCall';

  constructor(
    override readonly cause: Error,
    /** Whether the service may have seen something of it. */
    readonly isSent: boolean,
  ) {
    super(cause.message, { cause });
  }
}

export interface UpstreamCall {
  readonly options: RequestOptions;
  /** `false` for a connection of its own. */
  readonly agent: Agent | false;
  readonly body: Readable | null;
  /** Milliseconds to the beginning of the answer and between its parts; 0 for no limit. */
  readonly timeoutMs: number;
}

/**
 * One call to a service. Nothing of the body is read before there is a connection, so that a call which found none can be
 * made again.
 *
 * @throws FailedCall
 */
export function callUpstream({ options, agent, body, timeoutMs }: UpstreamCall): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let isSent = false;
    let answer: IncomingMessage | undefined;
    const request = options.protocol === 'https:' ? httpsRequest : httpRequest;
    const call = request({ ...options, agent });
    const connecting = setTimeout(() => call.destroy(new UpstreamTimeout('no connection in time')), CONNECT_MS);
    const begin = (): void => {
      clearTimeout(connecting);
      isSent = true;
      if (body === null) call.end();
      else send(body, call);
    };
    call.once('socket', (socket) => {
      // It may still have the limit for unused ones.
      socket.setTimeout(0);
      if (socket.connecting) socket.once('connect', begin);
      else begin();
    });
    call.once('finish', () => void (timeoutMs > 0 && call.setTimeout(timeoutMs)));
    call.on('timeout', () => {
      // Nothing is asked for while the caller is slow to take what there is.
      if (answer && (answer.isPaused() || answer.readableLength > 0)) call.setTimeout(timeoutMs);
      else call.destroy(new UpstreamTimeout(`no answer within ${timeoutMs} ms`));
    });
    call.once('response', (response) => {
      answer = response;
      resolve(response);
    });
    call.on('error', (error) => reject(new FailedCall(error, isSent)));
    call.once('close', () => clearTimeout(connecting));
  });
}

function send(body: Readable, call: ClientRequest): void {
  if (body.errored) {
    call.destroy(body.errored);
    return;
  }
  body.once('error', (error) => call.destroy(error));
  call.once('close', () => body.destroy());
  body.pipe(call);
}
