import { compareText } from './ordering.js';
import type { TextDocument } from './text-document.js';

/**
 * The documents in a fixed order, each text once: of documents with the same text the one with the smallest
 * (sha256, source, contentId) stands for all.
 */
export function uniqueDocuments(documents: readonly TextDocument[]): TextDocument[] {
  const byText = new Map<string, TextDocument>();
  for (const document of documents) {
    const known = byText.get(document.textSha256);
    if (known === undefined || compareDocuments(document, known) < 0) byText.set(document.textSha256, document);
  }
  return [...byText.values()].sort(compareDocuments);
}

function compareDocuments(left: TextDocument, right: TextDocument): number {
  return (
    compareText(left.sha256, right.sha256) ||
    compareText(left.source, right.source) ||
    compareText(left.contentId, right.contentId)
  );
}
