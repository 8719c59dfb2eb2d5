import { beforeEach, describe, expect, it } from '@jest/globals';
import { STAGES, type StageName, type StageView, type WorkflowView } from '../api/workflow-view.js';
import { LineProgress } from './line-progress.js';

describe('LineProgress', () => {
  let lines: string[];
  let time: number;
  let progress: LineProgress;

  beforeEach(() => {
    lines = [];
    time = 0;
    progress = new LineProgress(
      (line) => lines.push(line),
      1000,
      () => time,
    );
  });

  function show(...changed: StageView[]): void {
    const stages = STAGES.map(
      (stage: StageName) =>
        changed.find((view) => view.stage === stage) ?? { stage, status: 'waiting' as const, done: 0, total: null },
    );
    progress.show({ stages } as unknown as WorkflowView);
  }

  const importing = (done: number): StageView => ({ stage: 'import', status: 'running', done, total: 9 });

  it('writes a line when a stage starts and one when it ends', () => {
    show();
    show({ stage: 'plan', status: 'running', done: 0, total: null });
    show({ stage: 'plan', status: 'running', done: 0, total: null });
    show({ stage: 'plan', status: 'completed', done: 1, total: 1 });
    expect(lines).toEqual(['plan: started', 'plan: completed (1 of 1)']);
  });

  it('tells the beginning of a stage that was over before it was looked at', () => {
    show({ stage: 'write', status: 'completed', done: 0, total: null });
    expect(lines).toEqual(['write: started', 'write: completed']);
  });

  it('counts the import at most once a second, and only what is new', () => {
    show(importing(0));
    time = 500;
    show(importing(2));
    time = 1000;
    show(importing(3));
    time = 2500;
    show(importing(3));
    time = 2600;
    show(importing(5));
    expect(lines).toEqual(['import: started (0 of 9)', 'import: 3 of 9', 'import: 5 of 9']);
  });

  it('tells a count later that came too soon', () => {
    show(importing(0));
    time = 500;
    show(importing(2));
    time = 1500;
    show(importing(2));
    expect(lines).toEqual(['import: started (0 of 9)', 'import: 2 of 9']);
  });

  it('says nothing after it was closed', () => {
    progress.note('before');
    progress.close();
    progress.note('after');
    show(importing(1));
    expect(lines).toEqual(['before']);
  });
});
