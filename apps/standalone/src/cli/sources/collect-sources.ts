import { access, constants, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { CommandError } from '../command-error.js';
import { byteSize } from '../terminal/byte-size.js';
import { reasonOf } from '../terminal/reason-of.js';
import type { CollectedSources } from './collected-sources.js';
import { refuseMissingPaths } from './refuse-missing-paths.js';
import { SourceCollection } from './source-collection.js';
import { sourceLabel } from './source-label.js';
import { DEFAULT_LIMITS, type SourceLimits } from './source-limits.js';
import { sourceUrl } from './source-url.js';
import { walkFolder } from './walk-folder.js';

export interface CollectOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly limits?: SourceLimits;
  /** Rejects with a system error when the file cannot be read; by default what the operating system says. */
  readonly checkReadable?: (path: string) => Promise<void>;
}

/** A file or folder to take in: where it lies, where it really lies, and what it is called in reports. */
interface NamedPath {
  readonly path: string;
  readonly realPath: string;
  readonly label: (path: string) => string;
}

/**
 * Finds the sources that the names on the command line stand for: files, folders (walked) and http(s) addresses.
 * @throws CommandError (exit code 2) when a name leads nowhere, before anything else has been done
 */
export async function collectSources(names: readonly string[], options: CollectOptions): Promise<CollectedSources> {
  const { cwd, limits = DEFAULT_LIMITS } = options;
  const addresses = new Set(names.map(sourceUrl).filter((url) => url !== undefined)).size;
  if (addresses > limits.count) {
    throw CommandError.badInput(`A run takes at most ${limits.count} sources; ${addresses} addresses were given.`);
  }
  await refuseMissingPaths(names, cwd);
  const collection = new SourceCollection(limits, addresses);
  for (const name of names) {
    const url = sourceUrl(name);
    if (url === undefined) {
      await addPath(name, collection, options);
    } else if (collection.isNew(url)) {
      collection.addUrl(name, url);
    }
  }
  return collection.result();
}

async function addPath(name: string, collection: SourceCollection, options: CollectOptions): Promise<void> {
  const { cwd, limits = DEFAULT_LIMITS } = options;
  const path = resolve(cwd, name);
  const label = (found: string): string => sourceLabel(cwd, found, isAbsolute(name));
  const unavailable = (reason: string): void => {
    if (collection.isNew(path) && collection.hasRoomFor(label(path))) {
      collection.addUnavailable(label(path), reason);
    }
  };
  try {
    const stats = await stat(path);
    const named = { path, realPath: await realpath(path), label };
    if (stats.isDirectory()) {
      await addFolder(named, collection, options);
    } else if (!stats.isFile()) {
      unavailable('neither a file nor a folder');
    } else if (stats.size > limits.fileBytes) {
      // Somebody asked for this very file, so the report lists it among its sources.
      unavailable(`larger than ${byteSize(limits.fileBytes)}`);
    } else {
      await addFile(named, collection, options);
    }
  } catch (error) {
    options.signal.throwIfAborted();
    unavailable(reasonOf(error));
  }
}

async function addFolder(folder: NamedPath, collection: SourceCollection, options: CollectOptions): Promise<void> {
  for await (const entry of walkFolder(folder.path, options.signal)) {
    // Links are not followed below the folder, so its real path decides that of everything in it.
    const realPath = join(folder.realPath, relative(folder.path, entry.path));
    const source = folder.label(entry.path);
    if (entry.kind === 'file') {
      await addFile({ path: entry.path, realPath, label: folder.label }, collection, options);
    } else if (!collection.isNew(realPath)) {
      continue;
    } else if (entry.kind === 'link') {
      collection.leaveOut('links inside folders are not followed', source);
    } else if (collection.hasRoomFor(source)) {
      collection.addUnavailable(source, `the folder cannot be listed: ${reasonOf(entry.error)}`);
    }
  }
}

async function addFile(file: NamedPath, collection: SourceCollection, options: CollectOptions): Promise<void> {
  const { checkReadable = (path: string) => access(path, constants.R_OK) } = options;
  const source = file.label(file.path);
  if (!collection.isNew(file.realPath) || !collection.hasRoomFor(source)) {
    return;
  }
  try {
    const { size } = await stat(file.path);
    await checkReadable(file.path);
    collection.addFile(source, file.path, size);
  } catch (error) {
    collection.addUnavailable(source, reasonOf(error));
  }
}
