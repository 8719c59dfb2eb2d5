/** What an image came to. Plain JSON. */
export interface OptimisedImage {
  /** Among the partial files of the download: the one that was fetched when it is no worse. */
  readonly name: string;
  readonly mimeType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly optimised: boolean;
}
