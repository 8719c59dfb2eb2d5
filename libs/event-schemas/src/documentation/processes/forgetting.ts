import type { ProcessDescription } from './process.js';

const KEYS = 'keys of personal data';
const OTHERS = 'every other service with personal data';

export const forgetting: ProcessDescription = {
  title: 'Forgetting a person',
  text:
    'Personal fields are encrypted with a key of the person; without it they cannot be read any more, wherever they were copied to. The key goes ' +
    'first: if the process dies before it has told of it, it does so at its next start. See ' +
    '[personal data and erasure](../event-store.md#personal-data-and-erasure).',
  steps: [
    { call: 'npm run events -- forget', from: 'operator', to: KEYS },
    { does: 'has no key of the person any more', by: KEYS },
    { call: 'asks whom it has not told of yet', from: 'a service', to: KEYS },
    { message: 'SubjectForgotten', from: 'a service', to: OTHERS },
    { does: 'erases what its read models hold', by: OTHERS },
  ],
};
