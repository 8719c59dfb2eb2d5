import { STAGES } from '../api/workflow-view.js';
import type { CommandDeps, Output } from '../command-deps.js';
import { BarProgress } from './bar-progress.js';
import { LineProgress } from './line-progress.js';
import type { Progress } from './progress.js';

/**
 * A bar per stage where the output is a terminal that can move its cursor and is high enough for them, plain lines
 * elsewhere. No colours are used, so NO_COLOR has nothing to switch off.
 */
export function createProgress(
  output: Output,
  deps: Pick<CommandDeps, 'env' | 'isTTY'>,
  countLineMs: number,
): Progress {
  const rows = output.rows ?? 24;
  const canDraw = deps.isTTY && deps.env['TERM'] !== 'dumb' && rows > STAGES.length + 1;
  return canDraw ? new BarProgress(output) : new LineProgress((line) => output.write(`${line}\n`), countLineMs);
}
