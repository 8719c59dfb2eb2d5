export type ScanVerdict =
  { readonly result: 'clean' | 'not-scanned' } | { readonly result: 'infected'; readonly signature: string };

/** Looks for malware in files. */
export abstract class VirusScanner {
  /**
   * @throws EddaError `DOWNLOAD.SCANNER_UNAVAILABLE`; `DOWNLOAD.SCAN_REFUSED` for a file larger than it takes; the reason of
   *   the signal
   */
  abstract scan(path: string, signal: AbortSignal): Promise<ScanVerdict>;
}
