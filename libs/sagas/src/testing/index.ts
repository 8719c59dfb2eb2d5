export { ProcessUnderTest, type SentCommand, type ToldEnd } from './process-under-test.js';
