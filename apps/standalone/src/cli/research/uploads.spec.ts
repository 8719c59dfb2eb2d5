import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../api/api-client.js';
import { ResearchApi } from '../api/research-api.js';
import { CommandHarness, QUICK } from '../testing/command-harness.js';
import { problem, send } from '../testing/stub-platform.js';
import type { Delivery } from './deliveries.js';
import { Uploads } from './uploads.js';

describe('Uploads', () => {
  let harness: CommandHarness;
  let told: string[];

  beforeEach(async () => {
    harness = await CommandHarness.create();
    await harness.files({ 'a.md': 'text' });
    told = [];
  });
  afterEach(async () => harness.dispose());

  function uploads(deliveries: Record<string, Delivery>): Uploads {
    const client = new ApiClient({ url: harness.url, signal: harness.interrupt.signal, pace: QUICK });
    const onUnavailable = (source: string, reason: string): void => void told.push(`${source}: ${reason}`);
    return new Uploads({
      api: new ResearchApi(client),
      deliveries: new Map(Object.entries(deliveries)),
      onUnavailable,
    });
  }

  const file = (): Delivery => ({ path: `${harness.cwd}/a.md` });
  const paths = (): string[] => harness.platform.requests.map(({ path }) => path);

  it('sends at most four at once, and all in the end', async () => {
    const waiting: ServerResponse[] = [];
    let most = 0;
    harness.platform.script = (_request, response) => {
      waiting.push(response);
      most = Math.max(most, waiting.length);
      // Answers when no more can come: the first four together, the rest as they arrive.
      if (waiting.length === 4 || harness.platform.requests.length > 4) {
        waiting.splice(0).forEach((held) => send(held, 201, {}));
      }
      return true;
    };
    const sent = uploads({ 'a.md': file() });
    Array.from({ length: 9 }, () => sent.request(randomUUID(), 'a.md'));
    await sent.settled();
    expect(harness.platform.requests).toHaveLength(9);
    expect(most).toBe(4);
  });

  it('sends a content once, however often it is asked for, and none that is delivered already', async () => {
    harness.platform.script = (_request, response) => (send(response, 201, {}), true);
    const sent = uploads({ 'a.md': file() });
    const [once, never] = [randomUUID(), randomUUID()];
    sent.skip(never);
    [once, never, once].forEach((contentId) => sent.request(contentId, 'a.md'));
    await sent.settled();
    sent.request(once, 'a.md');
    await sent.settled();
    expect(paths()).toEqual(['/contents']);
  });

  it('says why there are no bytes: known from the start, gone since, or never heard of', async () => {
    const reasons: unknown[] = [];
    harness.platform.script = (_request, response, body) => {
      reasons.push((JSON.parse(body.toString()) as { reason: unknown }).reason);
      send(response, 202, {});
      return true;
    };
    const sent = uploads({ locked: { unavailable: 'permission denied' }, gone: { path: `${harness.cwd}/gone` } });
    for (const source of ['locked', 'gone', 'unheard']) {
      sent.request(randomUUID(), source);
      await sent.settled();
    }
    expect(paths().every((path) => path.endsWith('/unavailable'))).toBe(true);
    expect(reasons).toEqual([
      'permission denied',
      'the file cannot be read: it is not there any more (ENOENT)',
      'the command that asked for it knows no file of this name',
    ]);
    expect(told).toEqual(['gone: the file cannot be read: it is not there any more (ENOENT)']);
  });

  it('says that a folder which took the place of a file cannot be read', async () => {
    harness.platform.script = ({ path }, response) =>
      (path.endsWith('/unavailable') && (send(response, 202, {}), true)) || false;
    const sent = uploads({ 'a.md': { path: harness.cwd } });
    sent.request(randomUUID(), 'a.md');
    await sent.settled();
    expect(told).toEqual(['a.md: the file cannot be read: it is a folder (EISDIR)']);
  });

  it('tries once what was not asked for, and again when it is offered again', async () => {
    let isKnown = false;
    harness.platform.script = (_request, response) => {
      if (isKnown) {
        send(response, 201, {});
      } else {
        problem(response, 404, 'CONTENT.NOT_FOUND', 'Not yet.');
      }
      return true;
    };
    const sent = uploads({ 'a.md': file() });
    const contentId = randomUUID();
    sent.offer(contentId, 'a.md');
    await sent.settled();
    expect(paths()).toEqual(['/contents']);
    isKnown = true;
    sent.offer(contentId, 'a.md');
    await sent.settled();
    sent.offer(contentId, 'a.md');
    sent.request(contentId, 'a.md');
    await sent.settled();
    expect(paths()).toEqual(['/contents', '/contents']);
  });

  it('delivers what is asked for while it was offered too early', async () => {
    const contentId = randomUUID();
    const sent = uploads({ 'a.md': file() });
    harness.platform.script = (_request, response) => {
      if (harness.platform.requests.length > 1) {
        send(response, 201, {});
      } else {
        sent.request(contentId, 'a.md');
        problem(response, 502, 'GATEWAY.UNAVAILABLE', 'Not yet.');
      }
      return true;
    };
    sent.offer(contentId, 'a.md');
    await sent.settled();
    expect(paths()).toEqual(['/contents', '/contents']);
  });

  it('fails as a whole when the token is refused', async () => {
    harness.platform.script = (_request, response) => (problem(response, 401, 'GATEWAY.UNAUTHENTICATED', 'Who?'), true);
    const sent = uploads({ 'a.md': file() });
    sent.request(randomUUID(), 'a.md');
    await expect(sent.failed).rejects.toThrow('GATEWAY.UNAUTHENTICATED');
  });

  it('takes a content for delivered that is there already', async () => {
    harness.platform.script = (_request, response) => (
      problem(response, 409, 'CONTENT.ALREADY_THERE', 'Thanks.'),
      true
    );
    const sent = uploads({ 'a.md': file() });
    sent.request(randomUUID(), 'a.md');
    await sent.settled();
    expect(paths()).toEqual(['/contents']);
    expect(told).toEqual([]);
  });
});
