import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** A node of a plan as `explain (analyze, buffers, format json)` tells it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Rows Removed by Join Filter'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

/** A statement that was run, also one inside a function, and how. */
export interface ExecutedPlan {
  /** What was being done. */
  act: string;
  statement: string;
  plan: PlanNode;
}

/** Server settings by which every statement tells its connection how it was run. */
export const TELL_PLANS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': 0,
  'auto_explain.log_analyze': true,
  'auto_explain.log_buffers': true,
  'auto_explain.log_timing': false,
  'auto_explain.log_nested_statements': true,
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
};

/** Collects how the statements of a DataSource are run, on a server with {@link TELL_PLANS}. */
export class ExecutedPlans {
  readonly plans: ExecutedPlan[] = [];
  private readonly unprepared = new Set<string>();
  private readonly listened = new WeakSet<PoolClient>();
  private act = 'starting';

  constructor(dataSource: DataSource) {
    const pool = (dataSource.driver as unknown as { master: Pool }).master;
    pool.on('acquire', (client) => {
      if (!this.listened.has(client)) this.listen(client);
    });
  }

  /** Those of statements that keep their plan: prepared ones, and those inside functions. */
  get prepared(): ExecutedPlan[] {
    return this.plans.filter(({ statement }) => !this.unprepared.has(statement));
  }

  /** Does something under a name, which stands with its plans. */
  async during(act: string, work: () => Promise<unknown>): Promise<void> {
    this.act = act;
    await work();
  }

  private listen(client: PoolClient): void {
    this.listened.add(client);
    client.on('notice', ({ message = '' }) => {
      const json = /^duration: [\d.]+ ms {2}plan:\s*([^]*)$/.exec(message)?.[1];
      if (json === undefined) return;
      const { 'Query Text': statement, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: PlanNode };
      this.plans.push({ act: this.act, statement, plan });
    });
    const query = client.query.bind(client) as (...parameters: unknown[]) => unknown;
    client.query = ((...parameters: unknown[]) => {
      const [first] = parameters as [string | { text?: string; name?: string }];
      if (typeof first === 'string') this.unprepared.add(first);
      else if (first.text !== undefined && first.name === undefined) this.unprepared.add(first.text);
      return query(...parameters);
    }) as typeof client.query;
  }
}
