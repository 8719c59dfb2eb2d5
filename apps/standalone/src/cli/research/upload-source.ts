import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ProblemError } from '../api/problem-error.js';
import type { ResearchApi } from '../api/research-api.js';
import { uploadBody } from '../api/upload-body.js';
import { unavailableReason } from './unavailable-reason.js';

export interface SourceUpload {
  readonly contentId: string;
  readonly source: string;
  readonly path: string;
}

/**
 * Sends the bytes of a source, from disk as they are sent.
 * @param persistent try again as long as the server or the network fails
 * @returns nothing, or why the bytes could not be delivered; the platform has been told so
 * @throws ProblemError when the server refuses the caller (401, 403) or knows no such content; the network error after a
 * long outage
 */
export async function uploadSource(
  api: ResearchApi,
  upload: SourceUpload,
  persistent: boolean,
): Promise<string | undefined> {
  const attempt = (): Promise<string | undefined> => sendOnce(api, upload);
  let outcome: string | undefined;
  try {
    // What has asked for the bytes may be ahead of what takes them.
    outcome = await (persistent ? api.client.persist(attempt, ({ status }) => status === 404) : attempt());
  } catch (error) {
    if (!(error instanceof ProblemError) || !isAboutTheFile(error)) {
      throw error;
    }
    outcome = `the upload was refused: ${error.message}`.slice(0, 500);
  }
  if (outcome !== undefined) {
    await api.markUnavailable(upload.contentId, outcome);
  }
  return outcome;
}

function isAboutTheFile(problem: ProblemError): boolean {
  return problem.status >= 400 && problem.status !== 404 && !problem.isRefusal && !problem.isTransient;
}

async function sendOnce(api: ResearchApi, upload: SourceUpload): Promise<string | undefined> {
  let file;
  try {
    file = await open(upload.path, 'r');
  } catch (error) {
    return unavailableReason(error);
  }
  try {
    const fields = { contentId: upload.contentId, source: upload.source };
    const { body, contentType, readError } = uploadBody(file, basename(upload.path), fields);
    try {
      const request = { method: 'POST', body, headers: { 'content-type': contentType } } as const;
      const response = await api.client.send('/contents', request);
      await response.arrayBuffer();
      return undefined;
    } catch (error) {
      const failure = readError();
      // The body is torn down when the request is broken off, which is no fault of the file.
      if (isFileError(failure) && !api.client.signal.aborted) {
        return unavailableReason(failure);
      }
      // Another process of this run was first; these bytes are there.
      if (error instanceof ProblemError && error.status === 409) {
        return undefined;
      }
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** Errors of the file system name the call that failed; errors of streams that were torn down do not. */
function isFileError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error;
}
