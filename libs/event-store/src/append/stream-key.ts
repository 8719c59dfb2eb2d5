import type { StreamId } from '../recorded-message.js';

/** Tells streams apart; neither part can hold the character between them. */
export function streamKey({ tenantId, streamId }: StreamId): string {
  return `${tenantId}\u0000${streamId}`;
}
