import { EddaError } from '@edda/kernel';

export function downloadNotFound(downloadId: string): EddaError {
  return new EddaError('not-found', 'DOWNLOAD.NOT_FOUND', `There is no download ${downloadId}.`);
}

export function downloadNotCompleted(downloadId: string, status: string): EddaError {
  return new EddaError(
    'conflict',
    'DOWNLOAD.NOT_COMPLETED',
    `Download ${downloadId} has no content to give: it is ${status}.`,
  );
}
