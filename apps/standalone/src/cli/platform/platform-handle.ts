/** A platform the command may talk to. */
export interface PlatformHandle {
  /** Where its gateway listens, such as `http://127.0.0.1:3000`; the API lies below `/api/v1`. */
  readonly url: string;
  /** True when it was running before, so that it is not ours to stop. */
  readonly joined: boolean;
  stop(): Promise<void>;
}

export interface OpenPlatformOptions {
  readonly dataDirectory: string;
  /** Join the platform at this address instead of the data folder's own. */
  readonly server?: string;
  /** Told in one line what start-up is busy with. */
  onProgress?(line: string): void;
}

/** Joins the platform of a data folder or of an address, or starts one on the data folder. */
export type OpenPlatform = (options: OpenPlatformOptions) => Promise<PlatformHandle>;

export interface StartPlatformOptions {
  readonly dataDirectory: string;
  readonly host?: string;
  readonly port?: number;
  onProgress?(line: string): void;
}

/** Starts the platform as a server. */
export type StartPlatform = (options: StartPlatformOptions) => Promise<PlatformHandle>;
