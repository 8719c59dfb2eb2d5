export { givenProcess, type ProcessAct, type ThenProcess } from './given-process.js';
export { ProcessUnderTest, type SentCommand, type ToldEnd } from './process-under-test.js';
