import type { ScanResult } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import { stepsOf, type SagaDefinition } from '@edda/sagas';
import type { StoredBlob } from '../../blobs/blob-store.js';
import { downloadFailure } from '../domain/download-failures.js';
import type { DownloadResult } from '../domain/download.js';
import type { OptimisedImage } from '../images/optimised-image.js';
import type { VirusScanner } from '../scanning/virus-scanner.js';
import type { SourceMetadata } from '../source/source-metadata.js';
import type { TransferredFile } from '../transfer/transfer.js';
import type { DownloadParts } from './download-parts.js';
import type { DownloadProgress } from './download-progress.js';

export const DOWNLOAD_SAGA = 'download';

const MINUTE = 60_000;
/** Sources and scanners that are away for some minutes are waited for. */
const PATIENT = { attempts: 8, backoff: { initial: 500, factor: 3, max: 2 * MINUTE } };

/** metadata -> validate -> fetch -> scan -> optimise (images) -> store -> complete. */
export function downloadSaga(parts: DownloadParts): SagaDefinition<DownloadProgress> {
  const { source, policy, transfer, scanner, optimiser, storage, partials, record, fetchTimeoutMs } = parts;
  const { action, branch } = stepsOf<DownloadProgress>();
  return {
    name: DOWNLOAD_SAGA,
    version: '1.0.0',
    description: 'Fetches an image or a file from a URL, looks for malware in it, and stores it.',
    steps: [
      action<SourceMetadata>('metadata', {
        run: ({ url }, { signal }) => source.inspect(url, signal),
        apply: (state, metadata) => ({ ...state, source: metadata }),
        retry: PATIENT,
        timeoutMs: 3 * MINUTE,
      }),
      action('validate', { run: (state) => policy.assertAllowed(state.kind, known(state.source, 'source')) }),
      action<TransferredFile>('fetch', {
        run: async ({ url, kind }, execution) => {
          const file = await transfer.fetch(execution.sagaId, url, execution);
          await policy.assertContent(kind, partials.pathOf(execution.sagaId, file.name));
          return file;
        },
        apply: (state, file) => ({ ...state, file }),
        retry: PATIENT,
        timeoutMs: fetchTimeoutMs,
        compensate: { run: (_state, _file, { sagaId }) => partials.discard(sagaId) },
        // What was fetched before it failed is on disk.
        compensateIfFailed: true,
      }),
      action<ScanResult>('scan', {
        run: ({ file }, { sagaId, signal }) => scan(scanner, partials.pathOf(sagaId, known(file, 'file').name), signal),
        apply: (state, result) => ({ ...state, scan: result }),
        retry: PATIENT,
        timeoutMs: 30 * MINUTE,
      }),
      branch('kind', ({ kind }) => (kind === 'image' ? 'image' : null), {
        image: [
          action<OptimisedImage>('optimise', {
            run: ({ file }, { sagaId }) => optimiser.optimise(sagaId, known(file, 'file').name),
            apply: (state, image) => ({ ...state, image }),
            timeoutMs: 3 * MINUTE,
          }),
        ],
      }),
      action<StoredBlob>('store', {
        run: ({ file, image }, { sagaId, signal }) =>
          storage.store(sagaId, partials.pathOf(sagaId, (image ?? known(file, 'file')).name), signal),
        apply: (state, stored) => ({ ...state, stored }),
        timeoutMs: 30 * MINUTE,
        compensate: { run: (_state, _stored, { sagaId }) => storage.release(sagaId) },
        compensateIfFailed: true,
      }),
      action('complete', {
        run: async (state, { sagaId }) => {
          await partials.discard(sagaId);
          await record.completed(sagaId, resultOf(state));
        },
      }),
    ],
    end: {
      failed: (id: Uuid, failure) => record.failed(id, failure),
      cancelled: (id: Uuid, { detail }) => record.cancelled(id, detail),
    },
  };
}

async function scan(scanner: VirusScanner, path: string, signal: AbortSignal): Promise<ScanResult> {
  const verdict = await scanner.scan(path, signal);
  if (verdict.result !== 'infected') return verdict.result;
  const detail = `The virus scanner found ${verdict.signature.slice(0, 200)} in it; nothing of it is kept.`;
  throw downloadFailure('DOWNLOAD.INFECTED', detail);
}

function resultOf({ fileName, source, scan, image, stored }: DownloadProgress): DownloadResult {
  const { reference, sha256, size } = known(stored, 'stored');
  const { fileName: nameOfSource, mimeType } = known(source, 'source');
  return {
    filePath: reference,
    fileName: fileName ?? nameOfSource,
    fileSize: size,
    mimeType: image?.mimeType ?? mimeType,
    sha256,
    scan: known(scan, 'scan'),
    image: image && { width: image.width, height: image.height, optimised: image.optimised },
  };
}

/** What an earlier step has made. */
function known<T>(value: T | null, what: keyof DownloadProgress): T {
  if (value === null) throw new Error(`The download has no ${what} yet.`);
  return value;
}
