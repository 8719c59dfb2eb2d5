import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dirent } from 'node:fs';

export type WalkedEntry =
  | { readonly kind: 'file'; readonly path: string }
  /** A folder that could not be listed. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly error: unknown }
  /** Links are not followed: they may lead out of the folder, or in a circle. */
  | { readonly kind: 'link'; readonly path: string };

/** Folders full of what nobody wrote: never walked, unless named themselves. */
const SKIPPED_FOLDERS = new Set(['node_modules']);

/**
 * Everything in a folder and below it, in the order of the names (by code unit, so the same on every machine), without
 * hidden files and folders (`.git` is one), `node_modules` and whatever is neither file, folder nor link.
 */
export async function* walkFolder(folder: string, signal: AbortSignal): AsyncGenerator<WalkedEntry> {
  signal.throwIfAborted();
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'unreadable', path: folder, error };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) {
      continue;
    }
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) {
      yield { kind: 'link', path };
    } else if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) {
        yield* walkFolder(path, signal);
      }
    } else if (entry.isFile()) {
      yield { kind: 'file', path };
    }
  }
}
