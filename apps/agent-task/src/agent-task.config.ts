import { hostname } from 'node:os';
import { Env, EnvDefaults, StatefulServiceConfig, type CrossChecked } from '@edda/service';
import { IsBoolean, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';

/** What the agent-task service is configured with. */
@EnvDefaults({ PORT: 3003 })
export class AgentTaskConfig extends StatefulServiceConfig implements CrossChecked {
  /** How long an agent may be silent before its task goes to another one, in milliseconds. */
  @Env('TASK_LEASE_MS', { type: 'int', default: 15_000, expects: 'a number of milliseconds from 100 to 3600000' })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  taskLeaseMs!: number;

  /** How often a built-in worker says that it is still at work, in milliseconds. */
  @Env('TASK_HEARTBEAT_MS', { type: 'int', default: 5000, expects: 'a number of milliseconds from 20 to 3600000' })
  @IsInt()
  @Min(20)
  @Max(3_600_000)
  taskHeartbeatMs!: number;

  /** A task that failed so often is not tried again. */
  @Env('TASK_MAX_ATTEMPTS', { type: 'int', default: 5, expects: 'an integer from 1 to 100' })
  @IsInt()
  @Min(1)
  @Max(100)
  taskMaxAttempts!: number;

  /** How often the queue is looked at for what nobody announced: ended leases and back-offs, tasks of other instances. */
  @Env('TASK_POLL_MS', { type: 'int', default: 1500, expects: 'a number of milliseconds from 20 to 60000' })
  @IsInt()
  @Min(20)
  @Max(60_000)
  taskPollMs!: number;

  @Env('BUILT_IN_WORKERS', { type: 'boolean', default: true, expects: 'true or false' })
  @IsBoolean()
  builtInWorkers!: boolean;

  /** How many tasks the built-in workers work on side by side; each takes a processor core. */
  @Env('WORKER_CONCURRENCY', { type: 'int', default: 1, expects: 'an integer from 1 to 64' })
  @IsInt()
  @Min(1)
  @Max(64)
  workerConcurrency!: number;

  /**
   * Tells the built-in agents of several instances apart: `researcher@<name>`. Two instances over one database need
   * different names: an agent that starts takes back what one of its name holds, as after a crash.
   */
  @Env('AGENT_NAME', {
    default:
      hostname()
        .replaceAll(/[^\w.-]/g, '-')
        .slice(0, 60) || 'local',
    expects: '1 to 60 letters, digits, dots, dashes or underscores',
  })
  @Matches(/^[\w.-]{1,60}$/)
  agentName!: string;

  /** Where the built-in workers read documents. */
  @Env('CONTENT_URL', { default: null, expects: 'the URL of the content service, such as http://127.0.0.1:3001' })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  contentUrl!: string | null;

  /** How much text of documents is kept at hand between tasks, in bytes. */
  @Env('DOCUMENT_CACHE_BYTES', {
    type: 'int',
    default: 64 * 1024 * 1024,
    expects: 'a number of bytes from 0 to 4294967296',
  })
  @IsInt()
  @Min(0)
  @Max(4 * 1024 ** 3)
  documentCacheBytes!: number;

  /** How long one engine of a built-in worker may run, in milliseconds. */
  @Env('ENGINE_DEADLINE_MS', { type: 'int', default: 120_000, expects: 'a number of milliseconds from 100 to 3600000' })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  engineDeadlineMs!: number;

  /** How much memory one engine of a built-in worker may take, in MiB. */
  @Env('ENGINE_MEMORY_MB', { type: 'int', default: 640, expects: 'an integer from 64 to 65536' })
  @IsInt()
  @Min(64)
  @Max(65_536)
  engineMemoryMb!: number;

  crossCheck(): string[] {
    const problems: string[] = [];
    if (this.taskHeartbeatMs * 2 > this.taskLeaseMs) {
      problems.push(
        `TASK_HEARTBEAT_MS is ${this.taskHeartbeatMs}: expected at most half of TASK_LEASE_MS (${this.taskLeaseMs}), or one late heartbeat costs the lease.`,
      );
    }
    if (this.builtInWorkers && this.contentUrl === null) {
      problems.push(
        'CONTENT_URL is not set: the built-in workers read documents there; or set BUILT_IN_WORKERS=false.',
      );
    }
    return problems;
  }
}
