import { TOPICS, type NewMessage } from '@edda/event-schemas';
import { CALLER_HEADER, newId, signCaller } from '@edda/kernel';
import { eachBatch, fromRecord, toRecord, type Broker, type Delivery } from '@edda/messaging';
import { BROKER, createLogger, createService, loadConfig, type RunningService } from '@edda/service';
import { startThrowAwayPostgres } from '@edda/testing';
import { agentTaskService } from '../../src/agent-task.module.js';

const SECRET = 'only-for-this-test-only-for-this-test';

/** The whole service on fresh databases, with a broker, and the ends of its topics. */
export interface ServiceUnderTest {
  service: RunningService;
  /** Sends a command as the research-workflow context would; returns its message id. */
  send(command: NewMessage, correlationId?: string): Promise<string>;
  /** What the service has published so far, oldest first. */
  published: Delivery[];
  call(path: string, body?: object, options?: { tenant?: string; signal?: AbortSignal }): Promise<Response>;
  stop(): Promise<void>;
}

export async function startService(env: Record<string, string> = {}): Promise<ServiceUnderTest> {
  const postgres = await startThrowAwayPostgres();
  const config = loadConfig(agentTaskService.config, {
    DATABASE_URL: await postgres.database(),
    BROKER_URL: await postgres.database(),
    CALLER_SECRET: SECRET,
    PORT: '0',
    AGENT_NAME: 'test',
    BUILT_IN_WORKERS: 'false',
    ...env,
  });
  const service = await createService(agentTaskService, { config, logger: createLogger({ level: 'silent' }) });
  const broker = service.app.get<Broker>(BROKER);
  const published: Delivery[] = [];
  const listener = await broker.consume({
    group: 'test',
    topics: [TOPICS['agent-task'].event.name, TOPICS['research-workflow'].reply.name],
    from: 'earliest',
    maxBatch: 100,
    open: eachBatch(async ({ records }) => void published.push(...records.map(fromRecord))),
  });
  return {
    service,
    published,
    async send({ definition, data }, correlationId = newId()) {
      const id = newId();
      const record = toRecord({
        id,
        position: 0,
        kind: definition.kind,
        tenantId: 'default',
        streamId: 'test',
        category: 'outgoing',
        version: null,
        previousPublic: null,
        type: definition.type,
        schemaVersion: definition.version,
        topic: definition.topic?.name ?? null,
        data,
        metadata: { correlationId, causationId: null, userId: null, traceparent: null, source: 'research-workflow' },
        recordedAt: new Date(),
      });
      await broker.publish([record]);
      return id;
    },
    async call(path, body, { tenant = 'default', signal } = {}) {
      const caller = await signCaller({ tenantId: tenant, userId: null }, SECRET);
      return fetch(`${service.url}/api/v1${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { [CALLER_HEADER]: caller, ...(body && { 'content-type': 'application/json' }) },
        body: body && JSON.stringify(body),
        signal,
      });
    },
    async stop() {
      await listener.close();
      await service.close();
      await postgres.stop();
    },
  };
}
