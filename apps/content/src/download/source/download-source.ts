import { pause } from '@edda/kernel';
import type { GuardedClient, GuardedRequest, GuardedResponse } from '../../fetching/guarded-client.js';
import { statusError } from '../../fetching/status-error.js';
import { retryAfterMs } from './retry-after.js';
import { sourceMetadata, type SourceMetadata } from './source-metadata.js';
import { toDownloadFailure } from './to-download-failure.js';

/** The longest `Retry-After` that is waited for, in milliseconds; with a longer one the next attempt may come too early. */
const LONGEST_WAIT = 60_000;

/** Asks sources for files, as bytes that are not encoded where the source can. */
export class DownloadSource {
  constructor(private readonly client: Pick<GuardedClient, 'request'>) {}

  /**
   * Asks what there is under a URL, without fetching it: by HEAD, or for the first byte where a server refuses that.
   *
   * @throws EddaError `DOWNLOAD.*`
   */
  async inspect(url: string, signal: AbortSignal): Promise<SourceMetadata> {
    const head = await this.send(url, { method: 'HEAD', signal }, async (response) =>
      isSuccess(response) ? sourceMetadata(response) : null,
    );
    if (head) return head;
    const firstByte = { headers: { range: 'bytes=0-0' }, signal };
    return this.send(url, firstByte, async (response) => {
      // An empty file has no first byte.
      if (response.status === 416 || isSuccess(response)) return sourceMetadata(response);
      throw await this.refusal(response, signal);
    });
  }

  /**
   * Hands the answer to a GET to `take`, whatever its status.
   *
   * @throws EddaError `DOWNLOAD.*`
   */
  async send<T>(
    url: string,
    { headers, ...request }: GuardedRequest,
    take: (response: GuardedResponse) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.client.request(
        url,
        { ...request, headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers } },
        take,
      );
    } catch (error) {
      throw toDownloadFailure(error);
    }
  }

  /** The failure that a status stands for, after the time for which the source asks to be left alone. */
  async refusal({ status, headers, url }: GuardedResponse, signal: AbortSignal): Promise<Error> {
    const error = statusError(status, url);
    if (error.retryable) {
      await pause(Math.min(LONGEST_WAIT, retryAfterMs(headers['retry-after'], new Date())), signal);
    }
    return error;
  }
}

export function isSuccess({ status }: GuardedResponse): boolean {
  return status >= 200 && status <= 299;
}
