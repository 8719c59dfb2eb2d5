import {
  ContentProcessingCompleted,
  ContentProcessingStarted,
  ContentRequested,
  ContentUploaded,
  type ContentOrigin,
} from '@edda/event-schemas';
import { Evolver } from '@edda/event-store';

export type ContentStatus = 'new' | 'requested' | 'uploaded' | 'processing' | 'completed' | 'failed';

export interface ContentState {
  status: ContentStatus;
  source: string;
  origin: ContentOrigin;
  url: string | null;
  fileName: string;
  fileUrl: string;
  mimeType: string;
  sha256: string | null;
  userId: string | null;
}

export const newContent: ContentState = {
  status: 'new',
  source: '',
  origin: 'upload',
  url: null,
  fileName: '',
  fileUrl: '',
  mimeType: '',
  sha256: null,
  userId: null,
};

export const contentEvolver = new Evolver<ContentState>()
  .on(ContentRequested, (state, { source, origin, url }) => ({
    ...state,
    status: 'requested',
    source,
    origin,
    url: url ?? null,
  }))
  .on(ContentUploaded, (state, { source, fileName, fileUrl, mimeType, sha256, userId }) => ({
    ...state,
    status: 'uploaded',
    source,
    fileName,
    fileUrl,
    mimeType,
    sha256,
    userId,
  }))
  .on(ContentProcessingStarted, (state) => ({ ...state, status: 'processing' }))
  .on(ContentProcessingCompleted, (state, { status }) => ({
    ...state,
    status: status === 'failed' ? 'failed' : 'completed',
  }));
