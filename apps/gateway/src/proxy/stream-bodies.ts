import { Transform, type Readable } from 'node:stream';
import { HttpProblem } from '@edda/service';
import type { FastifyInstance } from 'fastify';

/** Hands every body on as the stream it is, up to the `bodyLimit` of its route. */
export function streamBodies(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', (request, payload, done) => {
    const limit = request.routeOptions.bodyLimit ?? instance.initialConfig.bodyLimit ?? 0;
    if (Number(request.headers['content-length'] ?? 0) > limit) done(tooLarge(limit));
    else done(null, limited(payload as Readable, limit));
  });
}

/** The stream, failing when it has more bytes than allowed: a body may come without saying how long it is. */
export function limited(source: Readable, limit: number): Readable {
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      size += chunk.length;
      if (size <= limit) return callback(null, chunk);
      // What is still to come is thrown away, so that the caller can read the answer.
      source.unpipe(meter);
      source.resume();
      return callback(tooLarge(limit));
    },
  });
  // It may fail before the call to the service begins to read it; the call finds the error then.
  meter.on('error', () => undefined);
  source.once('error', (error) => meter.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded) meter.destroy(new Error('The caller went away in the middle of the body'));
  });
  return source.pipe(meter);
}

function tooLarge(limit: number): HttpProblem {
  return new HttpProblem(
    413,
    'REQUEST.TOO_LARGE',
    `The body is larger than the ${limit} bytes that are taken here: send less.`,
  );
}
