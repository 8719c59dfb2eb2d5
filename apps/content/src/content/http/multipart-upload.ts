import { EddaError, isUuid } from '@edda/kernel';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { BlobStore, StoredBlob } from '../../blobs/blob-store.js';

export interface ReceivedUpload {
  blob: StoredBlob;
  fileName: string;
  mimeType: string;
  /** The content that asked for these bytes. */
  contentId?: string;
  source?: string;
}

/**
 * Streams the file of a multipart request into the blob store. The fields `contentId` and `source` may stand before or
 * behind it.
 *
 * @throws EddaError `CONTENT.FILE_MISSING`, `CONTENT.TOO_MANY_FILES`, `CONTENT.FILE_TOO_LARGE`, `REQUEST.INVALID`
 */
export async function receiveUpload(request: FastifyRequest, blobs: BlobStore): Promise<ReceivedUpload> {
  const fields = new Map<string, string>();
  let file: { part: MultipartFile; blob: StoredBlob } | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else if (file) throw tooManyFiles();
    else file = { part, blob: await store(part, blobs) };
  }
  if (!file) {
    throw new EddaError(
      'invalid',
      'CONTENT.FILE_MISSING',
      'The multipart request has no file: send one part with a file name.',
    );
  }
  const contentId = fields.get('contentId');
  if (contentId !== undefined && !isUuid(contentId)) {
    throw new EddaError('invalid', 'REQUEST.INVALID', `The field contentId must be a UUID, but is "${contentId}".`, [
      { field: 'contentId', value: contentId, message: 'must be a UUID' },
    ]);
  }
  const source = fields.get('source')?.slice(0, 4096);
  return {
    blob: file.blob,
    fileName: file.part.filename || 'file',
    mimeType: file.part.mimetype,
    ...(contentId && { contentId }),
    ...(source && { source }),
  };
}

async function store(part: MultipartFile, blobs: BlobStore): Promise<StoredBlob> {
  const blob = await blobs.put('uploads', part.file);
  if (!part.file.truncated) return blob;
  throw new EddaError(
    'too-large',
    'CONTENT.FILE_TOO_LARGE',
    `The file "${part.filename}" is larger than ${blob.size} bytes: split it, or leave it out.`,
  );
}

function tooManyFiles(): EddaError {
  return new EddaError(
    'invalid',
    'CONTENT.TOO_MANY_FILES',
    'The multipart request has several files: send one at a time.',
  );
}
