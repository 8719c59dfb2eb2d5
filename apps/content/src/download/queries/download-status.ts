/** What a download is at as long as it has not ended. */
export const UNDER_WAY = ['running', 'paused', 'compensating', 'stuck'] as const;

export const DOWNLOAD_STATUSES = [...UNDER_WAY, 'completed', 'failed', 'cancelled'] as const;
export type DownloadStatus = (typeof DOWNLOAD_STATUSES)[number];
