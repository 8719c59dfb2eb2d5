import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EddaApiError, EddaClient, NO_PROBLEM } from '../src/index.js';
import { FakeApi, hangUp, json, problem, stream, type Answer } from './fake-api.js';

const WORKFLOW = '0199c3a0-5d0e-7f2b-9a01-cb35dcdb955a';
const PATH = { params: { path: { workflowId: WORKFLOW } } } as const;
const CREATE = { body: { question: 'Why?', sources: [{ source: 'a.md' }] } };

let api: FakeApi;
let client: EddaClient;
beforeAll(async () => {
  api = await FakeApi.start();
  client = new EddaClient({ baseUrl: api.url, token: 'open-sesame', retry: { minDelayMs: 1 } });
});
afterAll(() => api.stop());

const refusal = async (call: Promise<unknown>): Promise<EddaApiError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EddaApiError);
  return error as EddaApiError;
};

describe('a call', () => {
  it('fills in the path and the query, shows the token and answers the body', async () => {
    api.answering(json({ items: [], nextCursor: null }));
    const query = { limit: 2, after: 7 };
    const page = await client.get('/api/v1/research/workflows/{workflowId}/events', {
      params: { ...PATH.params, query },
    });
    expect(page).toEqual({ items: [], nextCursor: null });
    expect(api.requests[0]).toMatchObject({
      url: `/api/v1/research/workflows/${WORKFLOW}/events?limit=2&after=7`,
      headers: { authorization: 'Bearer open-sesame' },
    });
  });

  it('shows the operator token where it is for operators', async () => {
    api.answering(json([]));
    const operator = new EddaClient({ baseUrl: api.url, token: 'open-sesame', operatorToken: 'who-looks-after-it' });
    await operator.get('/api/v1/services/content/subscriptions');
    await operator.get('/api/v1/agents');
    expect(api.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer who-looks-after-it',
      'Bearer open-sesame',
    ]);
  });

  it('answers undefined where there is nothing', async () => {
    api.answering((response) => void response.writeHead(204).end());
    const body = { agentId: 'a', agentTypes: ['researcher' as const], waitMs: 0 };
    expect(await client.post('/api/v1/tasks/claim', { body })).toBeUndefined();
  });

  it('does not follow to another address', async () => {
    api.answering((response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end());
    const once = new EddaClient({ baseUrl: api.url, token: 'open-sesame', retry: { attempts: 1 } });
    await expect(once.get('/api/v1/agents')).rejects.toMatchObject({ name: 'TypeError' });
    expect(api.requests).toHaveLength(1);
  });

  it('hands over what is not JSON as it comes', async () => {
    api.answering((response) => void response.writeHead(200, { 'content-type': 'text/markdown' }).end('# Why?'));
    const answer = await client.open('/api/v1/research/workflows/{workflowId}/report', 'text/markdown', PATH);
    expect(await answer.text()).toBe('# Why?');
    expect(api.requests[0]?.headers.accept).toBe('text/markdown');
  });

  it('uploads a file with its fields in front of it', async () => {
    api.answering(json({ contentId: WORKFLOW }, 201));
    await client.upload({ file: new Blob(['hello']), fileName: 'a.md', source: 'notes/a.md' });
    const { headers, body = '' } = api.requests[0] ?? {};
    expect(headers).toMatchObject({ 'content-type': expect.stringContaining('multipart/form-data; boundary=') });
    expect(body.indexOf('notes/a.md')).toBeLessThan(body.indexOf('filename="a.md"'));
    expect(body).toContain('hello');
  });
});

describe('an upload', () => {
  const file = { file: new Blob(['hello']), fileName: 'a.md' };
  const unknown = problem(404, 'CONTENT.NOT_FOUND');

  it('for a content that was just asked for is sent until that is known', async () => {
    api.answering(unknown, hangUp, unknown, json({ contentId: WORKFLOW }, 201));
    expect(await client.upload({ ...file, contentId: WORKFLOW })).toEqual({ contentId: WORKFLOW });
    expect(api.requests.map(({ body }) => body.includes('hello'))).toEqual([true, true, true, true]);
  });

  it('for no content in particular is sent once', async () => {
    api.answering(problem(503, 'UPSTREAM.UNAVAILABLE'));
    expect(await refusal(client.upload(file))).toMatchObject({ status: 503 });
    expect(api.requests).toHaveLength(1);
  });

  it('is given up when it is refused', async () => {
    api.answering(problem(409, 'CONTENT.ALREADY_UPLOADED'));
    expect(await refusal(client.upload({ ...file, contentId: WORKFLOW }))).toMatchObject({ status: 409 });
    expect(api.requests).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is an error with the code, the fields and the correlation id of the problem', async () => {
    api.answering(problem(404, 'RESEARCH.WORKFLOW_NOT_FOUND'));
    const error = await refusal(client.get('/api/v1/research/workflows/{workflowId}', PATH));
    expect(error).toMatchObject({
      status: 404,
      code: 'RESEARCH.WORKFLOW_NOT_FOUND',
      detail: 'It is so.',
      correlationId: '0199c3a0-5d0e-7f2b-9a01-c54dbab4488d',
      fields: [],
      message: 'It is so. (RESEARCH.WORKFLOW_NOT_FOUND, HTTP 404)',
    });
    expect(api.requests).toHaveLength(1);
  });

  it('is one without a problem where something in between answered', async () => {
    api.answering((response) => void response.writeHead(403).end('<html>No.</html>'));
    const error = await refusal(client.get('/api/v1/agents'));
    expect(error).toMatchObject({ status: 403, code: NO_PROBLEM, problem: null, correlationId: null });
  });
});

describe('what is tried again', () => {
  const ready = json({ workflowId: WORKFLOW });
  const away = problem(503, 'UPSTREAM.UNAVAILABLE');

  it.each<[string, Answer]>([
    ['a connection that breaks', hangUp],
    ['a service that is away', away],
    ['a service that is slow', problem(504, 'UPSTREAM.TIMEOUT')],
    ['too many requests', problem(429, 'REQUEST.RATE_LIMITED', { 'retry-after': '0' })],
  ])('are reads, behind %s', async (_what, answer) => {
    api.answering(answer, answer, ready);
    await client.get('/api/v1/research/workflows/{workflowId}', PATH);
    expect(api.requests).toHaveLength(3);
  });

  it('are writes that take a key, under the same key and with the same body', async () => {
    api.answering(hangUp, away, json({ workflowId: WORKFLOW }, 202));
    await client.post('/api/v1/research/workflows', CREATE);
    const keys = api.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0], keys[0]]);
    expect(api.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      CREATE.body,
      CREATE.body,
      CREATE.body,
    ]);
  });

  it('uses another key for another call, and the one that it is given', async () => {
    api.answering(json({}, 202));
    await client.post('/api/v1/research/workflows', CREATE);
    await client.post('/api/v1/research/workflows', CREATE);
    await client.post('/api/v1/research/workflows', { ...CREATE, params: { header: { 'Idempotency-Key': 'mine' } } });
    const [first, second, third] = api.requests.map(({ headers }) => headers['idempotency-key']);
    expect(second).not.toBe(first);
    expect(third).toBe('mine');
  });

  it('is no other write, unless it was refused for their number', async () => {
    const pause = () => client.post('/api/v1/research/workflows/{workflowId}/pause', PATH);
    api.answering(away, ready);
    expect(await refusal(pause())).toMatchObject({ status: 503 });
    expect(api.requests).toHaveLength(1);
    expect(api.requests[0]?.headers).not.toHaveProperty('idempotency-key');
    api.answering(problem(429, 'REQUEST.RATE_LIMITED', { 'retry-after': '0' }), ready);
    await pause();
    expect(api.requests).toHaveLength(2);
  });

  it('is given up when it fails too often, or is asked to wait too long', async () => {
    api.answering(away);
    const twice = new EddaClient({ baseUrl: api.url, retry: { attempts: 2, minDelayMs: 1 } });
    expect(await refusal(twice.get('/api/v1/agents'))).toMatchObject({ code: 'UPSTREAM.UNAVAILABLE' });
    expect(api.requests).toHaveLength(2);
    api.answering(problem(503, 'SERVICE.STARTING', { 'retry-after': '3600' }));
    expect(await refusal(twice.get('/api/v1/agents'))).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(api.requests).toHaveLength(1);
  });

  it('is not, once its signal has aborted', async () => {
    const gone = new AbortController();
    api.answering((response) => {
      gone.abort(new Error('Enough.'));
      response.destroy();
    });
    await expect(client.get('/api/v1/agents', { signal: gone.signal })).rejects.toThrow('Enough.');
    expect(api.requests).toHaveLength(1);
  });

  it('is what does not answer in time', async () => {
    const hasty = new EddaClient({ baseUrl: api.url, timeoutMs: 30, retry: { attempts: 2, minDelayMs: 1 } });
    api.answering(() => undefined);
    await expect(hasty.get('/api/v1/agents')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(api.requests).toHaveLength(2);
  });
});

describe('the items of a list', () => {
  it('come page by page, as far as they are read', async () => {
    const page = (item: string, nextCursor: string | null): Answer => json({ items: [{ agentId: item }], nextCursor });
    api.answering(page('a', 'c1'), page('b', 'c2'), page('c', null));
    const ids: string[] = [];
    for await (const { agentId } of client.items('/api/v1/agents', { params: { query: { limit: 1 } } }))
      ids.push(agentId);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(api.requests.map(({ url }) => url.split('?')[1])).toEqual([
      'limit=1',
      'limit=1&cursor=c1',
      'limit=1&cursor=c2',
    ]);

    api.answering(page('a', 'c1'));
    for await (const _first of client.items('/api/v1/agents')) break;
    expect(api.requests).toHaveLength(1);
  });
});

describe('the story of a run', () => {
  const entry = (position: number): string =>
    `id: ${position}\nevent: TaskCompleted\ndata: ${JSON.stringify({ position, type: 'TaskCompleted' })}\n\n`;
  const END = 'id: 3\nevent: end\ndata: {}\n\n';
  const positions = async (options = {}): Promise<number[]> => {
    const found: number[] = [];
    for await (const { position } of client.runEvents(WORKFLOW, options)) found.push(position);
    return found;
  };

  it('is told until the run is over', async () => {
    api.answering(stream([': hello\n\n', entry(1), entry(2), END], 'ends'));
    expect(await positions()).toEqual([1, 2]);
    expect(api.requests[0]).toMatchObject({ headers: { accept: 'text/event-stream' } });
  });

  it('is taken up behind the last entry when the stream breaks, in the middle of a message too', async () => {
    api.answering(
      stream([entry(1)], 'breaks'),
      stream([entry(1), entry(2), entry(3).slice(0, 20)], 'ends'),
      stream([entry(3), END], 'ends'),
    );
    expect(await positions()).toEqual([1, 2, 3]);
    expect(api.requests.map(({ url }) => url.split('?')[1])).toEqual(['after=0', 'after=1', 'after=2']);
  });

  it('ends with an error when the API refuses, or the stream breaks again and again', async () => {
    api.answering(problem(404, 'RESEARCH.WORKFLOW_NOT_FOUND'));
    expect(await refusal(positions())).toMatchObject({ status: 404 });
    api.answering(stream([], 'ends'));
    await expect(positions()).rejects.toThrow('ended before the run was over');
    expect(api.requests).toHaveLength(5);
  });

  it('hangs up when nobody reads on, and when its signal aborts', async () => {
    let closed = 0;
    api.answering((response) => {
      response.on('close', () => (closed += 1));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(entry(1));
    });
    for await (const _first of client.runEvents(WORKFLOW)) break;
    const gone = new AbortController();
    const story = client.runEvents(WORKFLOW, { signal: gone.signal });
    await story.next();
    gone.abort(new Error('Enough.'));
    await expect(story.next()).rejects.toThrow('Enough.');
    while (closed < 2) await new Promise((resolve) => setImmediate(resolve));
  });
});
