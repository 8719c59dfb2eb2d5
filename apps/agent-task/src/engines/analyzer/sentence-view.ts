import { sentenceWords, type SentenceWord } from '../text/document-index.js';
import { indexCache } from '../text/index-cache.js';
import type { SentencePlace } from '../text/document-outline.js';
import type { TextDocument } from '../text/text-document.js';
import { openingOf, takesUp, type Opening } from './opening.js';

/** Words around a sentence that say what it is about, and how much a match in them is worth (0..1). */
export interface ContextLayer {
  readonly words: readonly SentenceWord[];
  readonly factor: number;
  /** A heading above the sentence, or a sentence before it. */
  readonly kind: 'heading' | 'previous';
}

/** A sentence with its words and what stands around it. */
export interface SentenceView {
  readonly document: TextDocument;
  readonly sentence: number;
  readonly text: string;
  readonly words: readonly SentenceWord[];
  readonly heading: boolean;
  /** The first sentence under a heading. */
  readonly first: boolean;
  /** How the sentence takes up what was said before. */
  readonly opening: Opening;
  readonly context: readonly ContextLayer[];
  /** What the whole document says of itself at its head: file name, title, first sentences. */
  readonly about: readonly SentenceWord[];
  /** The words of its file name and title. */
  readonly label: readonly SentenceWord[];
}

const PREVIOUS: Readonly<Record<Opening, readonly number[]>> = {
  pronoun: [0.9, 0.75, 0.65],
  definite: [0.75, 0.65, 0.55],
  imperative: [0.65, 0.55, 0.45],
  other: [0.5, 0.4, 0.3],
};
const NEAR_HEADING = 0.85;
const FAR_HEADING = 0.65;
const TITLE = 0.7;
/** The first sentence of a paragraph often names what the rest is about. */
const TOPIC_SENTENCE = 0.55;
/** Sentences at the head of a document that say what it is about. */
const HEAD_SENTENCES = 3;
const OTHER_PARAGRAPH = 0.8;

/** Builds views of sentences, each once. */
export class SentenceViews {
  private readonly views = new Map<string, SentenceView>();
  private readonly words = new Map<string, readonly SentenceWord[]>();

  view(document: TextDocument, sentence: number): SentenceView {
    const key = `${document.textSha256}:${String(sentence)}`;
    const known = this.views.get(key);
    if (known !== undefined) return known;
    const view = this.build(document, sentence);
    this.views.set(key, view);
    return view;
  }

  private build(document: TextDocument, sentence: number): SentenceView {
    const places = indexCache.get(document).places;
    const words = this.wordsOf(document, sentence);
    const opening = openingOf(words);
    const [start, end] = document.sentences[sentence] ?? [0, 0];
    return {
      document,
      sentence,
      text: document.text.slice(start, end),
      words,
      heading: places[sentence]?.heading === true,
      first: places[sentence - 1]?.heading === true,
      opening,
      context: [
        ...this.headings(document, places, sentence, opening),
        ...this.previous(document, places, sentence, words, opening),
      ],
      about: this.aboutOf(document),
      label: this.labelOf(document),
    };
  }

  private aboutOf(document: TextDocument): readonly SentenceWord[] {
    const key = `${document.textSha256}:about`;
    const known = this.words.get(key);
    if (known !== undefined) return known;
    const first = document.sentences.slice(0, HEAD_SENTENCES).flatMap((_, index) => this.wordsOf(document, index));
    const words = [...this.labelOf(document), ...first];
    this.words.set(key, words);
    return words;
  }

  private labelOf(document: TextDocument): readonly SentenceWord[] {
    const key = `${document.textSha256}:label`;
    const known = this.words.get(key);
    if (known !== undefined) return known;
    const text = `${document.source} ${document.title}`;
    const words = sentenceWords({ ...document, text, sentences: [[0, text.length]] }, 0);
    this.words.set(key, words);
    return words;
  }

  private wordsOf(document: TextDocument, sentence: number): readonly SentenceWord[] {
    const key = `${document.textSha256}:${String(sentence)}`;
    const known = this.words.get(key) ?? sentenceWords(document, sentence);
    this.words.set(key, known);
    return known;
  }

  private headings(
    document: TextDocument,
    places: readonly SentencePlace[],
    sentence: number,
    opening: Opening,
  ): ContextLayer[] {
    const above = places[sentence]?.headings ?? [];
    return above.map((heading, index) => {
      const words = this.wordsOf(document, heading);
      const title = index === above.length - 1 && index > 0;
      const base = title ? TITLE : index === 0 ? NEAR_HEADING : FAR_HEADING;
      const plain = document.text.slice(...(document.sentences[heading] ?? [0, 0])).replace(/\([^)]*\)/g, '');
      const composite = /\b(?:and|und|et)\b|[,&]/.test(plain);
      return {
        words,
        kind: 'heading' as const,
        factor: base * (opening === 'other' ? 0.85 : 1) * (composite ? 0.7 : 1),
      };
    });
  }

  private previous(
    document: TextDocument,
    places: readonly SentencePlace[],
    sentence: number,
    words: readonly SentenceWord[],
    opening: Opening,
  ): ContextLayer[] {
    const layers: ContextLayer[] = [];
    const held = opening === 'other' && takesUp(words);
    const factors = PREVIOUS[held ? 'imperative' : opening];
    const place = places[sentence];
    for (const [index, factor] of factors.entries()) {
      const other = places[sentence - 1 - index];
      if (other === undefined || place === undefined || other.section !== place.section || other.heading) break;
      layers.push({
        kind: 'previous',
        words: this.wordsOf(document, sentence - 1 - index),
        factor: other.paragraph === place.paragraph ? factor : factor * OTHER_PARAGRAPH,
      });
    }
    const topic = places.findIndex((other) => other.paragraph === place?.paragraph && !other.heading);
    if (topic >= 0 && topic < sentence - 1)
      layers.push({
        kind: 'previous',
        words: this.wordsOf(document, topic),
        factor: opening === 'other' ? TOPIC_SENTENCE : TOPIC_SENTENCE + 0.1,
      });
    return layers;
  }
}
