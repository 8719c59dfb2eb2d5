import { indexDocument, type DocumentIndex } from './document-index.js';
import type { TextDocument } from './text-document.js';
import { vocabulary } from './vocabulary.js';

/** Characters of text whose indexes are kept; an index takes about one byte for each. */
const LIMIT = 48_000_000;

/** Keeps the indexes of the texts seen last, so that the sub-questions of one workflow index a document once. */
class IndexCache {
  private readonly indexes = new Map<string, DocumentIndex>();
  private size = 0;
  private generation = vocabulary.generation;

  /** To be called at the start of an engine run: the only moment at which the vocabulary may start anew. */
  prepare(): void {
    vocabulary.renewIfFull();
    if (this.generation === vocabulary.generation) return;
    this.indexes.clear();
    this.size = 0;
    this.generation = vocabulary.generation;
  }

  get(document: TextDocument): DocumentIndex {
    const key = `${document.textSha256}:${String(document.sentences.length)}`;
    const known = this.indexes.get(key);
    if (known !== undefined) {
      this.indexes.delete(key);
      this.indexes.set(key, known);
      return known;
    }
    const index = indexDocument(document);
    this.indexes.set(key, index);
    this.size += index.size;
    this.evict();
    return index;
  }

  private evict(): void {
    for (const [key, index] of this.indexes) {
      if (this.size <= LIMIT || this.indexes.size === 1) return;
      this.indexes.delete(key);
      this.size -= index.size;
    }
  }
}

/** The indexes of this thread. */
export const indexCache = new IndexCache();
