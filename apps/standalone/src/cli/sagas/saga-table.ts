import { durationText, type SagaOverview } from '@edda/sagas';
import { shortened } from '../terminal/printable.js';

const LEAST_REASON_WIDTH = 30;

/** Instances of sagas, a line each under a heading. */
export function sagaTable(
  found: readonly { service: string; saga: SagaOverview }[],
  now: Date,
  columns: number,
): string[] {
  const rows = found.map(({ service, saga }) => [
    saga.id,
    service,
    `${saga.saga} ${saga.version}`,
    saga.status,
    saga.step ?? '',
    saga.startedAt.toISOString(),
    durationText((saga.endedAt ?? now).getTime() - saga.startedAt.getTime()),
    saga.failure && saga.status !== 'completed' ? `${saga.failure.code}: ${saga.failure.detail}` : '',
  ]);
  const all = [['id', 'service', 'saga', 'status', 'at', 'started', 'took', ''], ...rows];
  const widths = [0, 1, 2, 3, 4, 5, 6].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) => {
    const head = widths.map((width, column) => (row[column] ?? '').padEnd(width)).join('  ');
    const reason = shortened(row[7] ?? '', Math.max(LEAST_REASON_WIDTH, columns - head.length - 3));
    return `${head}  ${reason}`.trimEnd();
  });
}
