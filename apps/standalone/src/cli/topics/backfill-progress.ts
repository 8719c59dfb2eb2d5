import type { BackfillProgress } from '@edda/messaging';
import { Presets, SingleBar } from 'cli-progress';
import type { CommandDeps } from '../command-deps.js';
import { plural } from '../terminal/plural.js';

const LINE_EVERY_MS = 5_000;

/** Shows how far the backfill of a log is: a bar on a terminal, a line now and then elsewhere. */
export function showBackfill(
  { stderr, isTTY, env }: Pick<CommandDeps, 'stderr' | 'isTTY' | 'env'>,
  service: string,
): { update(progress: BackfillProgress): void; end(): void } {
  if (isTTY && env['TERM'] !== 'dumb') {
    const format = `${service} {bar} {percentage}% | position {value} of {total} | {sent} records`;
    const bar = new SingleBar({ format, stream: stderr, hideCursor: false, gracefulExit: false }, Presets.legacy);
    let started = false;
    return {
      update: ({ position, to, sent }) => {
        if (!started) bar.start(to, position, { sent });
        started = true;
        bar.update(position, { sent });
      },
      end: () => bar.stop(),
    };
  }
  let toldAt = performance.now();
  return {
    update: ({ position, to, sent }) => {
      if (performance.now() - toldAt < LINE_EVERY_MS) return;
      toldAt = performance.now();
      stderr.write(`${service}: position ${position} of ${to}, ${plural(sent, 'record')} sent\n`);
    },
    end: () => undefined,
  };
}
