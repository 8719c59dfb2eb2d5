import type { FollowedEvent } from '../api/follow-events.js';
import { isUuid } from '../uuid.js';

/** What a `ContentRequested` event asks this command to upload; `undefined` for every other event. */
export function requestedUpload({ type, data }: FollowedEvent): { contentId: string; source: string } | undefined {
  if (type !== 'ContentRequested' || typeof data !== 'object' || data === null) {
    return undefined;
  }
  const { contentId, source, origin } = data as Readonly<Record<string, unknown>>;
  const asksHere =
    typeof contentId === 'string' && isUuid(contentId) && typeof source === 'string' && origin === 'upload';
  return asksHere ? { contentId, source } : undefined;
}
