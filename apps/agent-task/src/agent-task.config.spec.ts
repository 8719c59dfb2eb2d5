import { ConfigError, loadConfig } from '@edda/service';
import { describe, expect, it } from '@jest/globals';
import { AgentTaskConfig } from './agent-task.config.js';

const enough = {
  DATABASE_URL: 'postgres://edda@127.0.0.1:5432/agent_task',
  BROKER_URL: 'postgres://edda@127.0.0.1:5432/broker',
  CALLER_SECRET: 'a secret that is used for tests only',
  CONTENT_URL: 'http://127.0.0.1:3001',
};

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(AgentTaskConfig, { ...enough, ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('The configuration of agent-task', () => {
  it('needs nothing but where its neighbours are', () => {
    expect(loadConfig(AgentTaskConfig, enough)).toMatchObject({
      port: 3003,
      builtInWorkers: true,
      workerConcurrency: 1,
      taskLeaseMs: 15_000,
      taskHeartbeatMs: 5000,
      taskMaxAttempts: 5,
    });
    expect(loadConfig(AgentTaskConfig, enough).agentName).toMatch(/^[\w.-]+$/);
  });

  it('needs no content service without built-in workers', () => {
    expect(problemsOf({ CONTENT_URL: undefined })).toEqual([expect.stringContaining('CONTENT_URL is not set')]);
    expect(problemsOf({ CONTENT_URL: undefined, BUILT_IN_WORKERS: 'false' })).toEqual([]);
  });

  it('refuses heartbeats so rare that one late one costs the lease', () => {
    expect(problemsOf({ TASK_LEASE_MS: '8000' })).toEqual([expect.stringContaining('TASK_HEARTBEAT_MS is 5000')]);
  });

  it('names a variable that is wrong, with its value', () => {
    expect(problemsOf({ WORKER_CONCURRENCY: '0', AGENT_NAME: 'a b', CONTENT_URL: 'content' })).toEqual([
      expect.stringContaining('WORKER_CONCURRENCY is "0"'),
      expect.stringContaining('AGENT_NAME is "a b"'),
      expect.stringContaining('CONTENT_URL is "content"'),
    ]);
  });
});
