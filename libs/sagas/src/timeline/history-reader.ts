import type { TimelineDraft } from './timeline-draft.js';

/** Takes the data of an event into the draft. */
export type ReadEvent<Data> = (draft: TimelineDraft, data: Data, at: Date) => void;

/** How events are read, by their types. */
export type HistoryReader = Readonly<Record<string, ReadEvent<never>>>;
