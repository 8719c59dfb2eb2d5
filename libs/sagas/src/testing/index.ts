export type { Duration } from './duration.js';
export { givenSaga, type GivenSaga } from './given-saga.js';
export type { HistoryEvent } from '../history-replay/history-event.js';
export { replayHistory, type Divergence } from '../history-replay/replay-history.js';
