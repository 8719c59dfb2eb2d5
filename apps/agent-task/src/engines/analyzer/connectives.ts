import { isYear } from '../language/numbers.js';
import type { SentenceView } from './sentence-view.js';

const STRONG =
  /\b(?:because|due to|owing to|owed? (?:its|their|his|her)|thanks to|so that|in order to|reasons?|therefore|thereby|as a result|result of|for fear of|on account of|on grounds of|is why|was why|caused?|causes|hence|prevent(?:s|ed)?|so as to|otherwise|(?:for |through )?(?:lack|want|shortage) of|by reason of|for the sake of|to avoid|to save|to protect|to keep|to make sure|to prevent)\b/i;
const SINCE =
  /\bsince\b\s+(?!then\b|when\b|\d|19|20|january|february|march|april|may|june|july|august|september|october|november|december)/i;
const AS_CLAUSE =
  /(?:^as\s+(?!a\b|an\b|of\b|usual|before)|[,;:]\s*as\s+(?!well|in\b|of\b|usual|before|a\s+rule|if\b|though\b|for\b)|\sas\s+(?:it|he|she|they|we|you|there|no|nobody|most|all)\s)(?:\s*[\w'-]+){2,}/i;
const AS_COMPARISON =
  /\b(?:as\s+\w+\s+as|such as|same\s+\w+\s+as|known as|used as|serve[sd]? as|regarded as|as well as|work(?:s|ed) as)\b/i;
const PURPOSE = /\bto\s+(?!the\b|a\b|an\b|this\b|his\b|her\b|its\b|their\b|be\b|do\b)[a-z]+\b/i;
const RELATIVE = /\b(?:who were|which was|that had)\b/i;
const EXPLAINS = /^(?:this|that|the reason|it|they|otherwise|because|since|as|so)\b/i;

/** 0..1: how clearly the sentence, or the next one, gives a reason. */
export function holdsReason(view: SentenceView, following: SentenceView | null): number {
  const own = reasonIn(view);
  if (own > 0) return own;
  if (following === null) return 0;
  return EXPLAINS.test(following.text) && reasonIn(following) >= 0.9 ? 0.6 : 0;
}

function reasonIn(view: SentenceView): number {
  const { text } = view;
  if (STRONG.test(text)) return 1;
  if (SINCE.test(text) && !sinceTime(view)) return 1;
  const plain = text.replace(new RegExp(AS_COMPARISON.source, 'gi'), ' ');
  if (AS_CLAUSE.test(plain)) return 0.9;
  if (/[:;]\s+\p{Ll}/u.test(text)) return 0.75;
  if (/\([^)]{16,}\)/.test(text)) return 0.65;
  if (/,\s+so\b|\bso\s+(?:it|they|he|she|we)\b/i.test(text)) return 0.8;
  if (/\bfor\s+(?:his|her|its|their|the)\b/i.test(text) && RELATIVE.test(text)) return 0.55;
  if (/,\s+and\s+(?:the|it|they|he|she|its|so|therefore|this)\b/i.test(text)) return 0.5;
  return PURPOSE.test(text) || /,\s+(?:when|after)\b/i.test(text) ? 0.55 : 0;
}

function sinceTime(view: SentenceView): boolean {
  return view.words.some((word, at) => word.lower === 'since' && isYear(view.words[at + 1]?.lower ?? ''));
}

const METHOD =
  /\b(?:by\s+(?:\w+ing|means|a|an|the)|using|uses?|used|through|via|with|so that|in order to|run|call|set|click|press|enter|open|add|must|can be|may be|first|then|method|called?)\b/i;

/** True when the sentence says by what means something is done. */
export function holdsMethod(view: SentenceView): boolean {
  return view.opening === 'imperative' || METHOD.test(view.text);
}
