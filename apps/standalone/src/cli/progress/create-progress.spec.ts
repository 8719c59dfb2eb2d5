import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { STAGES, type WorkflowView } from '../api/workflow-view.js';
import type { Output } from '../command-deps.js';
import { createProgress } from './create-progress.js';

function terminal(size: { columns?: number; rows?: number } = {}): { output: Output; text: () => string } {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { output: Object.assign(stream, size), text: () => text };
}

const stages = STAGES.map((stage) => ({ stage, status: 'running' as const, done: 1, total: 2 }));
const view = { stages } as unknown as WorkflowView;

describe('createProgress', () => {
  it.each([
    { where: 'no terminal', isTTY: false, env: {}, rows: 24 },
    { where: 'a terminal that cannot move its cursor', isTTY: true, env: { TERM: 'dumb' }, rows: 24 },
    { where: 'a terminal lower than the bars', isTTY: true, env: {}, rows: 7 },
  ])('writes plain lines on $where', ({ isTTY, env, rows }) => {
    const { output, text } = terminal({ rows });
    const progress = createProgress(output, { isTTY, env }, 0);
    progress.show(view);
    progress.note('something');
    progress.close();
    expect(text()).toMatch(/^import: started \(1 of 2\)\n/);
    expect(text()).toMatch(/something\n$/);
    expect(text()).not.toContain('\u001b');
  });

  it('draws bars elsewhere, without colours, and leaves them whole when it is closed at any moment', () => {
    const { output, text } = terminal({ columns: 50, rows: 24 });
    const progress = createProgress(output, { isTTY: true, env: { NO_COLOR: '1' } }, 0);
    progress.show(view);
    progress.note('a note that is longer than the terminal is wide, by quite a bit');
    progress.close();
    progress.close();
    const drawn = text();
    expect(drawn).toContain('\u001b[2Ka note that is longer than the terminal is wide, \n\u001b[2Kby quite a bit\n');

    expect(drawn).not.toMatch(/\u001b\[[\d;]*m/);
    const last = drawn.slice(drawn.lastIndexOf('import '));
    expect(last.match(/\[#+\.+\] running {4}1 of 2/g)).toHaveLength(STAGES.length);
    expect(drawn.endsWith('\n')).toBe(true);
  });
});
