import { Writable } from 'node:stream';
import { MultiBar, type SingleBar } from 'cli-progress';
import { STAGES, type StageName, type StageView, type WorkflowView } from '../api/workflow-view.js';
import type { Output } from '../command-deps.js';
import { barLine } from './bar-line.js';
import type { Progress } from './progress.js';

/** For terminals: a bar per stage, redrawn in place. */
export class BarProgress implements Progress {
  private readonly bars: MultiBar;
  private readonly barOf = new Map<StageName, SingleBar>();
  private hasNotes = false;
  private closed = false;

  constructor(private readonly output: Output) {
    this.bars = new MultiBar({
      stream: terminalStream(output),
      format: (_options, params, payload: StageView) => barLine(payload, params.maxWidth),
      fps: 8,
      // Lines are cut to the width here; neither wrapping nor the cursor is switched off, so that nothing has to be
      // switched on again by a process that was killed.
      linewrap: true,
      hideCursor: false,
      gracefulExit: false,
      // Notes push the bars down, so they are drawn again even where their text is the same.
      forceRedraw: true,
    });
    for (const stage of STAGES) {
      this.barOf.set(
        stage,
        this.bars.create(1, 0, { stage, status: 'waiting', done: 0, total: null } satisfies StageView),
      );
    }
  }

  show(view: WorkflowView): void {
    if (!this.closed) {
      view.stages.forEach((stage) => this.barOf.get(stage.stage)?.update(stage));
    }
  }

  note(line: string): void {
    if (!this.closed) {
      this.hasNotes = true;
      this.bars.log(clearedLines(line, (this.output.columns ?? 80) - 1));
    }
  }

  close(): void {
    if (this.closed) {
      return;
    }
    this.closed = true;
    if (this.hasNotes) {
      // `stop` would drop notes that wait for the next drawing.
      this.bars.update();
    }
    this.bars.stop();
  }
}

/** Breaks a line at the width of the terminal, each part wiping what a bar has left on its row. */
function clearedLines(line: string, width: number): string {
  const characters = [...line];
  const rows: string[] = [];
  do {
    rows.push(`\u001b[2K${characters.splice(0, Math.max(1, width)).join('')}\n`);
  } while (characters.length > 0);
  return rows.join('');
}

/** The output as cli-progress wants it: a stream that says it is a terminal and how wide it is at this moment. */
function terminalStream(output: Output): NodeJS.WritableStream {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      output.write(chunk);
      done();
    },
  });
  Object.defineProperty(stream, 'isTTY', { value: true });
  Object.defineProperty(stream, 'columns', { get: () => output.columns ?? 80 });
  return stream;
}
