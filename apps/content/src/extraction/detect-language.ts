import type { SentenceSpan } from './extraction-result.js';

/** The detector looks at no more than this of one sample, in UTF-16 code units. */
const SAMPLE_LENGTH = 1000;
const SAMPLES = 7;
/** Letters. Of less than this the detector claims to be certain and is not. */
const SHORTEST_SAMPLE = 20;
/** A sentence worth asking about; headings, code and table cells mislead. */
const SHORTEST_SENTENCE = 30;

/**
 * Finds the language of a text from samples of whole sentences spread over it.
 *
 * @returns ISO 639-1, or `und` when no sample is reliable
 */
export async function detectLanguage(text: string, sentences: readonly SentenceSpan[]): Promise<string> {
  // The smaller databases take single English sentences with a place name for Tagalog.
  const { eld } = await import('eld/medium');
  const votes = new Map<string, number>();
  for (const sample of samplesOf(text, sentences)) {
    if ((sample.match(/\p{Lo}/gu)?.length ?? 0) * 3 + (sample.match(/\p{L}/gu)?.length ?? 0) < SHORTEST_SAMPLE)
      continue;
    const result = eld.detect(sample);
    if (result.language === '' || !result.isReliable()) continue;
    votes.set(result.language, (votes.get(result.language) ?? 0) + sample.length);
  }
  let best: [language: string, weight: number] = ['und', 0];
  for (const vote of votes) if (vote[1] > best[1]) best = vote;
  return best[0];
}

function samplesOf(text: string, sentences: readonly SentenceSpan[]): string[] {
  const long = sentences.filter(([start, end]) => end - start >= SHORTEST_SENTENCE);
  const usable = long.length > 0 ? long : sentences;
  const samples: string[] = [];
  // A short text is asked about as a whole: the more words, the surer the answer.
  const length = usable.reduce((sum, [start, end]) => sum + end - start, 0);
  const count = Math.min(SAMPLES, Math.ceil(length / SAMPLE_LENGTH));
  for (let index = 0; index < count; index++) {
    let sample = '';
    const from = Math.floor((usable.length * index) / count);
    const to = Math.floor((usable.length * (index + 1)) / count);
    for (const [start, end] of usable.slice(from, to)) {
      if (sample.length >= SAMPLE_LENGTH) break;
      sample += `${text.slice(start, end)} `;
    }
    if (sample !== '') samples.push(sample.slice(0, SAMPLE_LENGTH));
  }
  return samples;
}
