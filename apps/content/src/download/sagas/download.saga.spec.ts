import { givenSaga } from '@edda/sagas/testing';
import { describe, expect, it } from '@jest/globals';
import { downloadFailure } from '../domain/download-failures.js';
import type { SourceMetadata } from '../source/source-metadata.js';
import { newProgress } from './download-progress.js';
import type { DownloadParts } from './download-parts.js';
import { downloadSaga } from './download.saga.js';

const URL = 'https://example.org/relay.png';
const source: SourceMetadata = {
  finalUrl: URL,
  fileName: 'relay.png',
  mimeType: 'application/octet-stream',
  size: 100,
  resumable: true,
  validator: '"one"',
};
const file = { name: 'fetched', size: 100 };
const image = { name: 'optimised', mimeType: 'image/png', width: 4, height: 3, optimised: true };
const stored = { reference: 'blob:downloads/1', sha256: 'a'.repeat(64), size: 80 };
const requested = newProgress(URL, 'file', null);
const requestedImage = newProgress(URL, 'image', 'own.png');
const away = () => downloadFailure('DOWNLOAD.SOURCE_UNAVAILABLE', 'It answered with status 503.');

/** Steps that succeed at once, and what was done by them in order. */
function room(changes: { [part in keyof DownloadParts]?: Partial<DownloadParts[part]> } = {}) {
  const done: string[] = [];
  const parts = {
    source: { inspect: async () => source, ...changes.source },
    policy: { assertAllowed: () => undefined, assertContent: async () => undefined, ...changes.policy },
    transfer: { fetch: async () => file, ...changes.transfer },
    scanner: { scan: async () => ({ result: 'clean' as const }), ...changes.scanner },
    optimiser: { optimise: async () => image, ...changes.optimiser },
    storage: {
      store: async (_id: string, path: string) => {
        done.push(`stored ${path}`);
        return stored;
      },
      release: async () => void done.push('released'),
      ...changes.storage,
    },
    partials: {
      pathOf: (_id: string, name: string) => `/partial/${name}`,
      discard: async () => void done.push('discarded'),
    },
    record: {
      completed: async (_id: string, { fileName, mimeType, fileSize, scan }) =>
        void done.push(`completed ${fileName} ${mimeType} ${fileSize} ${scan}`),
      failed: async (_id: string, { code }) => void done.push(`failed ${code}`),
      cancelled: async (_id: string, detail) => void done.push(`cancelled ${detail}`),
      ...changes.record,
    },
    fetchTimeoutMs: 3_600_000,
  } satisfies DownloadParts;
  return { definition: downloadSaga(parts), done };
}

describe('the saga of a download', () => {
  it('fetches, scans and stores a file, and leaves nothing half done behind', async () => {
    const { definition, done } = room();
    await givenSaga(definition)
      .started(requested)
      .thenRuns('metadata', 'validate', 'fetch', 'scan', 'store', 'complete')
      .thenEnds('completed');
    expect(done).toEqual([
      'stored /partial/fetched',
      'discarded',
      'completed relay.png application/octet-stream 80 clean',
    ]);
  });

  it('optimises an image, and stores what comes of it under the name that was asked for', async () => {
    const { definition, done } = room();
    await givenSaga(definition)
      .started(requestedImage)
      .thenRuns('metadata', 'validate', 'fetch', 'scan', 'optimise', 'store', 'complete')
      .thenEnds('completed');
    expect(done).toEqual(['stored /partial/optimised', 'discarded', 'completed own.png image/png 80 clean']);
  });

  it('says plainly that nothing was scanned where there is no scanner', async () => {
    const { definition, done } = room({ scanner: { scan: async () => ({ result: 'not-scanned' }) } });
    await givenSaga(definition).started(requested).thenEnds('completed');
    expect(done.at(-1)).toContain('not-scanned');
  });

  it.each(['DOWNLOAD.TYPE_REFUSED', 'DOWNLOAD.TOO_LARGE'] as const)('fetches nothing of %s', async (code) => {
    const assertAllowed = () => {
      throw downloadFailure(code, 'No.');
    };
    const { definition, done } = room({ policy: { assertAllowed } });
    await givenSaga(definition).started(requested).thenRuns('metadata', 'validate').thenEnds('failed', code);
    expect(done).toEqual([`failed ${code}`]);
  });

  it('removes what turns out to be something else than its source has said', async () => {
    const assertContent = async () => {
      throw downloadFailure('DOWNLOAD.TYPE_REFUSED', 'The bytes are of the type application/x-msdownload.');
    };
    const { definition, done } = room({ policy: { assertContent } });
    await givenSaga(definition).started(requested).thenEnds('failed', 'DOWNLOAD.TYPE_REFUSED');
    expect(done).toEqual(['discarded', 'failed DOWNLOAD.TYPE_REFUSED']);
  });

  it('waits longer and longer for a source that is away', async () => {
    let asked = 0;
    const inspect = async () => {
      if (++asked < 4) throw away();
      return source;
    };
    const { definition } = room({ source: { inspect } });
    await givenSaga(definition)
      .started(requested)
      .thenWaitsFor({ kind: 'retry', step: 'metadata' })
      .after('10 s')
      .thenEnds('completed');
    expect(asked).toBe(4);
  });

  it('gives a source up that stays away, and removes what it sent before', async () => {
    let attempts = 0;
    const fetch = async () => {
      attempts++;
      throw away();
    };
    const { definition, done } = room({ transfer: { fetch } });
    await givenSaga(definition)
      .started(requested)
      .after('1 h')
      .thenCompensates('fetch')
      .thenEnds('failed', 'DOWNLOAD.SOURCE_UNAVAILABLE');
    expect(attempts).toBe(8);
    expect(done).toEqual(['discarded', 'failed DOWNLOAD.SOURCE_UNAVAILABLE']);
  });

  it('does not try again what is refused for good', async () => {
    let attempts = 0;
    const fetch = async () => {
      attempts++;
      throw downloadFailure('DOWNLOAD.SOURCE_REFUSED', 'It answered with status 404.');
    };
    const { definition } = room({ transfer: { fetch } });
    await givenSaga(definition).started(requested).thenEnds('failed', 'DOWNLOAD.SOURCE_REFUSED');
    expect(attempts).toBe(1);
  });

  it('keeps nothing of a file in which something was found', async () => {
    const scan = async () => ({ result: 'infected' as const, signature: 'Eicar' });
    const { definition, done } = room({ scanner: { scan } });
    await givenSaga(definition).started(requested).thenCompensates('fetch').thenEnds('failed', 'DOWNLOAD.INFECTED');
    expect(done).toEqual(['discarded', 'failed DOWNLOAD.INFECTED']);
  });

  it('gives the stored file up again when it cannot be told of', async () => {
    const completed = async () => {
      throw downloadFailure('DOWNLOAD.TOO_LARGE', 'Final, for the test.');
    };
    const { definition, done } = room({ record: { completed } });
    await givenSaga(definition).started(requested).thenCompensates('store', 'fetch').thenEnds('failed');
    expect(done.slice(-3)).toEqual(['released', 'discarded', 'failed DOWNLOAD.TOO_LARGE']);
  });

  it('stops fetching when it is paused, and goes on from what was reported when it is resumed', async () => {
    const begun: unknown[] = [];
    const fetch: DownloadParts['transfer']['fetch'] = (_id, _url, { signal, reported, report }) => {
      begun.push(reported);
      if (begun.length > 1) return Promise.resolve(file);
      report({ bytes: 60, total: 100, validator: '"one"' });
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const { definition } = room({ transfer: { fetch } });
    await givenSaga(definition)
      .started(requested)
      .pause()
      .thenIs('paused')
      .after('2 h')
      .thenIs('paused')
      .resume()
      .thenRuns('fetch', 'scan', 'store', 'complete')
      .thenEnds('completed');
    expect(begun).toEqual([null, { bytes: 60, total: 100, validator: '"one"' }]);
  });

  it('goes on where it was when the process dies in the middle of a fetch', async () => {
    const begun: unknown[] = [];
    const fetch: DownloadParts['transfer']['fetch'] = (_id, _url, { reported, report }) => {
      begun.push(reported);
      report({ bytes: 60, total: 100, validator: '"one"' });
      return begun.length > 1 ? Promise.resolve(file) : new Promise(() => undefined);
    };
    const { definition } = room({ transfer: { fetch } });
    await givenSaga(definition).started(requested).restarted().thenEnds('completed');
    expect(begun).toEqual([null, { bytes: 60, total: 100, validator: '"one"' }]);
  });

  it('removes what was fetched when it is cancelled in the middle', async () => {
    const fetch: DownloadParts['transfer']['fetch'] = (_id, _url, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const { definition, done } = room({ transfer: { fetch } });
    await givenSaga(definition)
      .started(requested)
      .cancel({ reason: 'not needed' })
      .thenCompensates('fetch')
      .thenEnds('cancelled');
    expect(done).toEqual(['discarded', expect.stringMatching(/^cancelled .*not needed/)]);
  });

  it('tries again what takes longer than it may', async () => {
    let attempts = 0;
    const fetch = () => (++attempts === 1 ? new Promise<never>(() => undefined) : Promise.resolve(file));
    const { definition } = room({ transfer: { fetch } });
    await givenSaga(definition).started(requested).after('61 min').thenEnds('completed');
    expect(attempts).toBe(2);
  });
});
