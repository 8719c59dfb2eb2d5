import type { IncomingHttpHeaders } from 'node:http';
import { contextOrNew, isUuid } from '@edda/kernel';
import { Catch, type ArgumentsHost, type ExceptionFilter, type HttpServer } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import type { AllowedMethods } from '../http/allowed-methods.js';
import { askedPath } from '../http/asked-path.js';
import { pathOf } from '../http/path-of.js';
import { OPENAPI_FILE } from '../open-api/openapi-file.js';
import { CORRELATION_HEADER } from '../http/request-context.js';
import type { Logger } from '../logging/logger.js';
import { failureOf, type Failure } from './failure.js';
import { HttpProblem } from './http-problem.js';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document.js';

/** The parts of a Fastify request that the filter reads; Nest hands out the bare Node request for middleware. */
interface FailedRequest {
  readonly id?: unknown;
  readonly is404?: boolean;
  readonly method?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly raw?: { readonly complete: boolean; readonly destroyed: boolean };
}

/** Headers of the answer that was meant to be, which would be wrong on a problem. */
const HEADERS_OF_THE_BODY = ['content-length', 'content-disposition', 'content-encoding', 'etag', 'last-modified'];

/** Answers everything thrown on the way of a request as a problem document. Messages keep their original error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly adapter: HttpServer,
    private readonly methods: AllowedMethods,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    // A transport needs the error itself: it decides about retries and names the reason of a dead letter.
    if (host.getType() !== 'http') return throwError(() => error);
    const request = host.switchToHttp().getRequest<FailedRequest>();
    const response = host
      .switchToHttp()
      .getResponse<{ removeHeader?(name: string): void; raw?: { destroy(): void } }>();
    const method = this.adapter.getRequestMethod?.(request) as string;
    const target = String(this.adapter.getRequestUrl?.(request));
    const path = pathOf(target);
    const instance = askedPath(target, request.headers);
    const failure = failureOf(request.is404 ? this.unknownRoute(method, path, instance) : error);
    // Whatever fails because the caller left in the middle of a request is not our failure.
    const left = request.raw?.complete === false && request.raw.destroyed;
    if (left) this.logger.debug('The caller went away', { method, path });
    else this.log(failure, error, method, path);
    if (this.adapter.isHeadersSent(response)) {
      // Half an answer is out: only a broken connection tells the caller that the rest will not come.
      response.raw?.destroy();
      return;
    }
    const correlationId = isUuid(request.id) ? request.id : contextOrNew().correlationId;
    for (const name of HEADERS_OF_THE_BODY) response.removeHeader?.(name);
    for (const [name, value] of Object.entries(failure.headers)) this.adapter.setHeader?.(response, name, value);
    if (request.raw?.complete === false) this.adapter.setHeader?.(response, 'connection', 'close');
    // Also where the request was refused before its context was made.
    this.adapter.setHeader?.(response, CORRELATION_HEADER, correlationId);
    this.adapter.setHeader?.(response, 'content-type', PROBLEM_MEDIA_TYPE);
    this.adapter.setHeader?.(response, 'cache-control', 'no-store');
    const document = problemDocument({ ...failure, instance, correlationId });
    this.adapter.reply(response, JSON.stringify(document), failure.status);
  }

  private unknownRoute(method: string, path: string, asked: string): HttpProblem {
    const allowed = this.methods.of(path);
    // Below a folder of files every path is a route, and some have no file.
    if (allowed.length === 0 || allowed.includes(method)) {
      const hint = path.endsWith(`/${OPENAPI_FILE}`) ? `: the OpenAPI document is at /${OPENAPI_FILE}` : '';
      return new HttpProblem(404, 'ROUTE.NOT_FOUND', `There is nothing at ${asked}${hint}.`);
    }
    return new HttpProblem(
      405,
      'METHOD.NOT_ALLOWED',
      `${method} is not possible at ${asked}: use ${allowed.join(', ')}.`,
      {
        headers: { allow: allowed.join(', ') },
      },
    );
  }

  private log({ status, code, detail }: Failure, error: unknown, method: string, path: string): void {
    const fields = { method, path, status, code };
    if (status < 500) this.logger.debug(`Refused: ${detail}`, fields);
    else if (status === 500) this.logger.error('A request failed', { ...fields, error });
    else this.logger.warn('A request could not be served', { ...fields, error });
  }
}
