/** The run that the examples tell of. */
export const WORKFLOW_ID = '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a01';
export const CONTENT_ID = '6f0c1a52-3a8e-5f0b-9d1c-2b7a4e5d6c30';
export const IMAGE_DOWNLOAD_ID = '01930d5e-9d40-7a05-b1c7-3f6e5d4c2a10';
export const FILE_DOWNLOAD_ID = '01930d5e-9d41-7b36-8e02-6a9b8c7d5f21';
export const TASK_ID = 'c2b8f5d4-91e7-5a36-8b0f-7e1d2c3a4b5f';
export const LEARNING_PATH_ID = '01930d5e-b1c8-7e42-9a65-0c4d3b2a1f0e';

export const INVESTIGATION_ID = '01930d5e-d5a0-7a13-9c55-1f2e3d4c5b6a';
export const ENTITY_ID = '01930d5e-d7b4-7f02-8e61-2a3b4c5d6e7f';
export const ENRICHMENT_ID = '01930d5e-dac8-7d31-b774-3b4c5d6e7f80';

export const SUBJECT_ID = '01930d5e-c3f1-7b20-8d44-9e1f2a3b4c5d';

export const QUESTION = 'How does it keep a message from being lost?';
export const SOURCE = 'docs/delivery.md';

/** Of the bytes of the source, and of its text. */
export const BYTES_SHA256 = '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab';
export const TEXT_SHA256 = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';

/** A time in the run, `seconds` after the question was asked. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 21, 12, 0, seconds)).toISOString();
}
