import type { ProcessDescription } from './process.js';

export const contentProcessing: ProcessDescription = {
  title: 'Content processing',
  text:
    'A source is taken in and its text extracted. Each step is an event that the next one listens to, so it goes on where it was after a ' +
    'restart. `ContentProcessingCompleted` says what came of it, also when there is no text to be had. An import that cannot be made is ' +
    'refused with `ContentCommandRejected`.',
  steps: [
    { message: 'ImportContent', to: 'content' },
    { message: 'ContentRequested', to: 'content' },
    { opt: 'the source is a URL', steps: [{ does: 'fetches the bytes', by: 'content' }] },
    { opt: 'the source is an upload', steps: [{ call: 'POST /contents', from: 'asker', to: 'content' }] },
    { message: 'ContentUploaded', to: 'content' },
    { does: 'extracts and indexes the text', by: 'content' },
    { message: 'ContentProcessingStarted', to: 'research-workflow' },
    { message: 'ContentProcessingCompleted', to: 'research-workflow' },
    { call: 'GET /contents/{id}/text', from: 'agent-task', to: 'content' },
  ],
};
