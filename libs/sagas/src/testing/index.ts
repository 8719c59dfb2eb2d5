export { givenProcess, type ProcessAct, type ThenProcess } from './given-process.js';
export { ProcessUnderTest, type SentCommand, type ToldEnd } from './process-under-test.js';
export type { Duration } from './duration.js';
export { givenSaga, type GivenSaga } from './given-saga.js';
export type { HistoryEvent } from '../history-replay/history-event.js';
export { replayHistory, type Divergence } from '../history-replay/replay-history.js';
