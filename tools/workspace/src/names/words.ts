/** Lower-case words split by single hyphens, each beginning with a letter. */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;

/** `InvoiceIssued`, `invoiceIssued` or `invoice-issued` as `invoice-issued`. */
export function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase();
}

/** `reservation-slot` as `ReservationSlot`. */
export function pascalCase(kebab: string): string {
  return kebab.split('-').map(capitalised).join('');
}

/** `reservation-slot` as `reservationSlot`. */
export function camelCase(kebab: string): string {
  const [first = '', ...rest] = kebab.split('-');
  return first + rest.map(capitalised).join('');
}

/** `reservation-slot` as `reservation_slot`. */
export function snakeCase(kebab: string): string {
  return kebab.replaceAll('-', '_');
}

/** `reservation-slot` as `RESERVATION_SLOT`. */
export function constantCase(kebab: string): string {
  return snakeCase(kebab).toUpperCase();
}

/** `reservation-slot` as `reservation slot`. */
export function spoken(kebab: string): string {
  return kebab.replaceAll('-', ' ');
}

/** `invoice` as `an invoice`. */
export function withArticle(words: string): string {
  return `${/^(?:[aei]|o(?!ne\b)|u(?!ni|se|ti)|hour|hono|heir)/.test(words) ? 'an' : 'a'} ${words}`;
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The plural of the last word: `reservation-slots`, `policies`, `boxes`, `statuses`; `news` and `series` stay. */
export function plural(kebab: string): string {
  const words = kebab.split('-');
  const last = words.pop() ?? '';
  return [...words, pluralOf(last)].join('-');
}

const SAME_IN_PLURAL = new Set(['news', 'series', 'species', 'equipment', 'information', 'feedback', 'data', 'media']);
const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  foot: 'feet',
  tooth: 'teeth',
  mouse: 'mice',
  index: 'indexes',
  quiz: 'quizzes',
  leaf: 'leaves',
  shelf: 'shelves',
  half: 'halves',
  life: 'lives',
  knife: 'knives',
  wife: 'wives',
  analysis: 'analyses',
  basis: 'bases',
  thesis: 'theses',
  crisis: 'crises',
  hypothesis: 'hypotheses',
  diagnosis: 'diagnoses',
  hero: 'heroes',
  potato: 'potatoes',
  tomato: 'tomatoes',
};

function pluralOf(word: string): string {
  if (SAME_IN_PLURAL.has(word)) return word;
  const irregular = IRREGULAR[word];
  if (irregular) return irregular;
  if (/[^aeiou]y$|quy$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}
