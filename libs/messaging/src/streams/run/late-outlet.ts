import { lateEntries, putEntryOff, removeEntries } from '../state/entries.js';
import type { Entry } from '../windows/open-window.js';
import { inWindowContext } from './in-window-context.js';
import type { Outlet } from './outlet.js';
import type { RunningPipeline } from './running-pipeline.js';

/** Values that came too late. */
export function lateOutlet(running: RunningPipeline): Outlet<Entry> {
  const { name, pipeline, unitOfWork } = running;
  return {
    due: (client, now, limit) => lateEntries(client, name, now, limit),
    hand: (entry) => inWindowContext(running, entry, `late/${entry.id}`, 0, () => pipeline.tellLate(entry, unitOfWork)),
    noteHanded: (client, entries) =>
      removeEntries(
        client,
        entries.map(({ id }) => id),
      ),
    noteFailure: (client, entry, now) => putEntryOff(client, entry.id, now),
    describe: ({ tenantId, key, time }) => ({ tenantId, key, time: new Date(time).toISOString() }),
  };
}
