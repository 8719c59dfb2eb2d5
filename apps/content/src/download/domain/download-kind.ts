export const DOWNLOAD_KINDS = ['image', 'file'] as const;
/** An image is also checked by its pixels, and optimised. */
export type DownloadKind = (typeof DOWNLOAD_KINDS)[number];
