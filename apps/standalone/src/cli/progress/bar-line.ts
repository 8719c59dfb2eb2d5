import type { StageView } from '../api/workflow-view.js';
import { stageCount } from './stage-count.js';

const LABEL_WIDTH = 8;
const STATUS_WIDTH = 10;
const BAR_WIDTH = 30;
/** Below this a bar says nothing, and its room goes to the words. */
const LEAST_BAR_WIDTH = 6;

/**
 * One line for a stage, at most `columns - 1` characters of plain ASCII (the last column would make some Windows consoles
 * wrap): `gather   [########......................] running    3 of 12`.
 */
export function barLine(stage: StageView, columns: number): string {
  const width = Math.max(1, columns - 1);
  const words = `${stage.status.padEnd(STATUS_WIDTH)} ${stageCount(stage)}`.trimEnd();
  const label = stage.stage.padEnd(LABEL_WIDTH);
  // Bars of equal length in all lines: the room is reckoned for the longest usual words.
  const room = Math.min(BAR_WIDTH, width - LABEL_WIDTH - STATUS_WIDTH - '[] '.length - ' 2000 of 2000'.length);
  if (room < LEAST_BAR_WIDTH) {
    return `${label} ${words}`.slice(0, width);
  }
  const filled = Math.round(room * stageShare(stage));
  return `${label} [${'#'.repeat(filled)}${'.'.repeat(room - filled)}] ${words}`.slice(0, width);
}

/** How much of a stage is done, from 0 to 1. */
export function stageShare(stage: StageView): number {
  if (stage.status === 'completed') {
    return 1;
  }
  return stage.total === null || stage.total === 0 ? 0 : Math.min(1, stage.done / stage.total);
}
