import type { WindowStage } from '../pipeline.js';
import { dueWindows, noteEmitted, putWindowOff } from '../state/due-windows.js';
import type { OpenWindow } from '../windows/open-window.js';
import { inWindowContext } from './in-window-context.js';
import type { Outlet } from './outlet.js';
import type { RunningPipeline } from './running-pipeline.js';

/** Windows that have ended or, where that is wanted, changed. */
export function windowOutlet(running: RunningPipeline, watermark: Date): Outlet<OpenWindow> {
  const { name, pipeline, unitOfWork } = running;
  const early = pipeline.windowing.emit === 'on-update';
  const stageOf = ({ end, isClosed }: OpenWindow): WindowStage =>
    end > watermark.getTime() ? 'early' : isClosed ? 'late' : 'on-time';
  return {
    due: (client, now, limit) => dueWindows(client, name, { watermark, early, now, limit }),
    hand: (window) =>
      inWindowContext(running, window, window.start, window.revision, () =>
        pipeline.emit(window, stageOf(window), unitOfWork),
      ),
    noteHanded: (client, windows) => noteEmitted(client, name, windows, watermark),
    noteFailure: (client, window, now) => putWindowOff(client, name, window, now),
    describe: ({ tenantId, key, start, end }) => ({
      tenantId,
      key,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    }),
  };
}
