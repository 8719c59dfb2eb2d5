import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QUICK } from '../testing/command-harness.js';
import { StubPlatform, problem } from '../testing/stub-platform.js';
import { StubRun } from '../testing/stub-run.js';
import { ApiClient } from './api-client.js';
import { followEvents } from './follow-events.js';

describe('followEvents', () => {
  let platform: StubPlatform;
  let run: StubRun;
  let client: ApiClient;
  let said: string[];

  beforeEach(async () => {
    platform = new StubPlatform();
    run = platform.addRun(new StubRun('Why?', [{ source: 'a.md' }], { status: 'completed' }));
    said = [];
    client = new ApiClient({
      url: await platform.listen(),
      signal: new AbortController().signal,
      pace: QUICK,
      onOutage: (line) => said.push(line),
    });
  });
  afterEach(async () => platform.close());

  function finish(): void {
    const [source] = run.sources;
    if (source !== undefined) {
      run.receive(source, Buffer.from('text'));
    }
  }

  async function types(): Promise<string[]> {
    const found: string[] = [];
    for await (const { type } of followEvents(client, run.workflowId)) {
      found.push(type);
    }
    return found;
  }

  it('yields events as they happen, until the server says that the run is over', async () => {
    const found: string[] = [];
    for await (const { type } of followEvents(client, run.workflowId)) {
      found.push(type);
      if (found.length === 1) {
        finish();
      }
    }
    expect(found).toEqual(['ContentRequested', 'ContentProcessingCompleted', 'ResearchWorkflowEnded']);
    expect(platform.requests).toHaveLength(1);
  });

  it('asks for what follows the last event after every break, and leaves none out', async () => {
    finish();
    platform.cutStreamAfter = 1;
    expect(await types()).toEqual(['ContentRequested', 'ContentProcessingCompleted', 'ResearchWorkflowEnded']);
    const asked = platform.requests.map(({ headers }) => headers['last-event-id']);
    expect(asked.slice(0, 3)).toEqual([undefined, '1', '2']);
    expect(platform.requests.every(({ headers }) => headers.accept === 'text/event-stream')).toBe(true);
  });

  it('outlasts a server that is away for a while, and says so once', async () => {
    finish();
    let away = 4;
    platform.script = (_request, response) => {
      away -= 1;
      if (away === 3) {
        response.destroy();
      } else if (away >= 0) {
        problem(response, 502, 'GATEWAY.UNAVAILABLE', 'Nobody there.');
      }
      return away >= 0;
    };
    expect(await types()).toHaveLength(3);
    expect(said).toHaveLength(2);
    expect(said[1]).toMatch(/answers again\.$/);
  });

  it('gives up when it is refused', async () => {
    platform.script = (_request, response) => {
      problem(response, 403, 'GATEWAY.FORBIDDEN', 'Not for you.');
      return true;
    };
    await expect(types()).rejects.toThrow('Not for you. (GATEWAY.FORBIDDEN)');
    expect(platform.requests).toHaveLength(1);
  });

  it('gives up on a run that stays unknown', async () => {
    platform.runs.clear();
    await expect(types()).rejects.toThrow('RESEARCH.NOT_FOUND');
    expect(platform.requests.length).toBeGreaterThan(1);
  });
});
