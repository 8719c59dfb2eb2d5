import type { ProcessDescription } from './process.js';

export const download: ProcessDescription = {
  title: 'A download',
  text:
    'An image or a file is fetched from a URL, looked through for malware and stored; see [downloads](../downloads.md). Of images the ' +
    'three events are called `ImageDownload…`.',
  saga: 'download',
  steps: [
    { call: 'POST /downloads', from: 'asker', to: 'content' },
    { message: 'FileDownloadRequested', to: 'research-workflow' },
    { does: 'metadata, validate, fetch, scan, optimise, store', by: 'content' },
    { opt: 'it is stored', steps: [{ message: 'FileDownloadCompleted', to: 'research-workflow' }] },
    { opt: 'it failed or was called off', steps: [{ message: 'FileDownloadFailed', to: 'research-workflow' }] },
    { call: 'GET /downloads/{id}/content', from: 'asker', to: 'content' },
  ],
};
