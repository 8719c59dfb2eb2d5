import { describe, expect, it } from '@jest/globals';
import type { StageView } from '../api/workflow-view.js';
import { barLine } from './bar-line.js';

const stage: StageView = { stage: 'import', status: 'running', done: 3, total: 12 };

describe('barLine', () => {
  it('shows label, bar, status and count', () => {
    expect(barLine(stage, 80)).toBe('import   [########......................] running    3 of 12');
  });

  it('is full for a completed stage and empty for one whose extent is unknown', () => {
    expect(barLine({ ...stage, status: 'completed', done: 0, total: 0 }, 80)).toContain(`[${'#'.repeat(30)}]`);
    expect(barLine({ ...stage, done: 7, total: null }, 80)).toContain(`[${'.'.repeat(30)}] running    7`);
    expect(barLine({ ...stage, done: 20 }, 80)).toContain(`[${'#'.repeat(30)}]`);
  });

  it.each([1, 2, 10, 25, 39, 40, 41, 60, 79, 200])('fits a terminal of %i columns', (columns) => {
    const line = barLine({ ...stage, status: 'completed', done: 2000, total: 2000 }, columns);
    expect(line.length).toBeLessThanOrEqual(Math.max(1, columns - 1));
    expect(line).toMatch(/^[ -~]+$/);
  });

  it('gives up the bar before the words on a narrow terminal', () => {
    expect(barLine(stage, 36)).toBe('import   running    3 of 12');
  });
});
