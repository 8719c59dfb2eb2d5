import { EddaError } from '@edda/kernel';
import type { ContentTexts } from '../sources/content-texts.js';
import type { TextDocument } from '../sources/text-document.js';
import { factsIn, type Fact } from './facts-in.js';

/** Contents that are read for one entity at most. */
export const MAX_CONTENTS = 50;
/** Sentences that are kept at most; the texts that fit best come first. */
export const MAX_FACTS = 60;
/** Of one text at most, so that a long one does not crowd out the others. */
const MAX_FACTS_OF_TEXT = 10;

/** What the contents say of an entity. */
export interface FoundFacts {
  readonly facts: readonly Fact[];
  /** How many different texts were read. */
  readonly textsRead: number;
  /** Whether there was more than is kept. */
  readonly isCut: boolean;
}

/** Finds the sentences in which an entity is named, among all texts that the content service holds. */
export class FactFinder {
  constructor(private readonly texts: ContentTexts) {}

  /**
   * @param onRead told how many texts are read, of how many
   * @throws EddaError what the content service answers; the reason of the signal
   */
  async find(name: string, signal: AbortSignal, onRead: (read: number, of: number) => void): Promise<FoundFacts> {
    const { contentIds, isCut } = await this.texts.with(name, MAX_CONTENTS, signal);
    const facts: Fact[] = [];
    const seen = new Set<string>();
    let left = isCut;
    for (const [at, contentId] of contentIds.entries()) {
      signal.throwIfAborted();
      const document = await this.document(contentId, signal);
      onRead(at + 1, contentIds.length);
      // The same text under two ids says it once.
      if (!document || seen.has(document.textSha256)) continue;
      seen.add(document.textSha256);
      const ofText = factsIn(document, name);
      const kept = ofText.slice(0, Math.min(MAX_FACTS_OF_TEXT, MAX_FACTS - facts.length));
      left ||= kept.length < ofText.length;
      facts.push(...kept);
    }
    return { facts, textsRead: seen.size, isCut: left };
  }

  /** Null for one that was taken away between the search and now. */
  private async document(contentId: string, signal: AbortSignal): Promise<TextDocument | null> {
    try {
      return await this.texts.read(contentId, signal);
    } catch (error) {
      if (error instanceof EddaError && (error.kind === 'not-found' || error.kind === 'gone')) return null;
      throw error;
    }
  }
}
