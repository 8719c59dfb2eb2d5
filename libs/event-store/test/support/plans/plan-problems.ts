import type { ExecutedPlan, PlanNode } from './executed-plans.js';

/** Tables that grow with the log; the others have some rows for each subscription or projection. */
const BIG_TABLES = new Set(['events', 'streams', 'snapshots', 'archived_events']);

/** Rows that a scan may throw away for each one it returns, and in any case. */
const THROWN_AWAY_PER_ROW = 10;
const THROWN_AWAY_ANYWAY = 500;
/** The index by time tells blocks, not rows: an hour of one event a second, and the rest of the blocks it begins and ends in. */
const THROWN_AWAY_BY_TIME = 12_000;

/** Blocks of 8 KiB that a statement may touch for each row it reads or writes, and in any case. */
const BLOCKS_PER_ROW = 12;
/** A row that is written finds its place in each of the table's indexes. */
const BLOCKS_PER_ROW_WRITTEN = 60;
const BLOCKS_ANYWAY = 500;

/** What is wrong with how a statement was run, in a sentence each; none when it went by an index to what it returned. */
export function problemsOf({ act, statement, plan }: ExecutedPlan): string[] {
  const nodes = [...nodesOf(plan)];
  const where = `${act}: ${statement.trim().replace(/\s+/g, ' ').slice(0, 300)}`;
  const problems = nodes.flatMap((node) => problemsOfScan(node));
  const looked = nodes.reduce((most, node) => Math.max(most, total(node, 'Actual Rows')), 0);
  const blocks = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  const perRow = nodes.some((node) => node['Node Type'] === 'ModifyTable') ? BLOCKS_PER_ROW_WRITTEN : BLOCKS_PER_ROW;
  if (nodes.some(isOnBigTable) && blocks > BLOCKS_ANYWAY + perRow * looked) {
    problems.push(`touches ${blocks} blocks for ${looked} rows`);
  }
  return problems.map((problem) => `${problem}, in ${where}`);
}

function problemsOfScan(node: PlanNode): string[] {
  if (!isOnBigTable(node)) return [];
  const name = node['Relation Name'] ?? '';
  if (node['Node Type'].includes('Seq Scan')) return [`goes through all of ${name}`];
  const removed = total(node, 'Rows Removed by Filter') + total(node, 'Rows Removed by Index Recheck');
  const returned = total(node, 'Actual Rows');
  const byTime = node.Plans?.some((child) => child['Index Name'] === 'events_by_time');
  if (removed <= (byTime ? THROWN_AWAY_BY_TIME : THROWN_AWAY_ANYWAY) + THROWN_AWAY_PER_ROW * returned) return [];
  const index = node['Index Name'] ?? node['Node Type'];
  return [`reads ${removed} rows of ${name} by ${index} and throws them away to return ${returned}`];
}

function isOnBigTable(node: PlanNode): boolean {
  return BIG_TABLES.has(node['Relation Name'] ?? '') && node['Node Type'].includes('Scan');
}

/** Over all loops; the plan tells the average. */
function total(
  node: PlanNode,
  figure: 'Actual Rows' | 'Rows Removed by Filter' | 'Rows Removed by Index Recheck',
): number {
  return Math.round((node[figure] ?? 0) * (node['Actual Loops'] ?? 1));
}

function* nodesOf(plan: PlanNode): Generator<PlanNode> {
  yield plan;
  for (const child of plan.Plans ?? []) yield* nodesOf(child);
}
