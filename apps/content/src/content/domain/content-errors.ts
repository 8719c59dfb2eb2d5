import { EddaError } from '@edda/kernel';

export function contentNotFound(contentId: string): EddaError {
  return new EddaError('not-found', 'CONTENT.NOT_FOUND', `There is no content ${contentId}.`);
}

export function contentAlreadyUploaded(contentId: string, sha256: string | null): EddaError {
  const what = sha256 ? `has other bytes already (sha256 ${sha256})` : 'has failed already';
  return new EddaError('conflict', 'CONTENT.ALREADY_UPLOADED', `Content ${contentId} ${what}: upload under a new id.`);
}

export function textNotReady(contentId: string, status: string): EddaError {
  return new EddaError(
    'conflict',
    'CONTENT.TEXT_NOT_READY',
    `The text of content ${contentId} is not there: the content is ${status}.`,
  );
}

export function textMissing(contentId: string, reason: string): EddaError {
  return new EddaError('not-found', 'CONTENT.NO_TEXT', `Content ${contentId} has no text: ${reason}`);
}
