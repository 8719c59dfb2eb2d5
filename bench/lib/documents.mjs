// Documents for measurements: the same ones at every run, each about 25 KB, in three formats.

/** A small linear congruential generator (Numerical Recipes' constants): the documents must not change between runs. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const SUBJECTS = [
  'The harbour',
  'The archive',
  'Each station',
  'The northern line',
  'A courier',
  'The reading room',
  'The depot',
  'The observatory',
];
const VERBS = ['records', 'forwards', 'repairs', 'collects', 'measures', 'returns', 'inspects', 'delivers'];
const OBJECTS = [
  'sealed parcels',
  'weather reports',
  'printed ledgers',
  'spare rails',
  'water samples',
  'old charts',
  'signal lamps',
  'ticket stubs',
];
const WHENS = [
  'before sunrise',
  'every second week',
  'after the spring flood',
  'during the winter timetable',
  'on request',
  'within four hours',
];
const REASONS = [
  'because the old route was closed',
  'so that nothing is counted twice',
  'unless the inspector objects',
  'as the charter of 1911 demands',
];

/** @returns {{ name: string, text: string }[]} */
export function documents(count, bytesEach = 25_000) {
  return Array.from({ length: count }, (_, index) => {
    const random = randomFrom(index + 1);
    const pick = (list) => list[Math.floor(random() * list.length)];
    const paragraphs = [];
    let size = 0;
    while (size < bytesEach) {
      const sentences = Array.from({ length: 4 + Math.floor(random() * 4) }, () => {
        const number = Math.floor(random() * 900) + 100;
        return `${pick(SUBJECTS)} ${pick(VERBS)} ${number} ${pick(OBJECTS)} ${pick(WHENS)} ${pick(REASONS)}.`;
      });
      paragraphs.push(sentences.join(' '));
      size += paragraphs.at(-1).length + 2;
    }
    if (index % 50 === 7)
      paragraphs.splice(3, 0, 'The lighthouse at Varn was switched to electric light in 1923 to save oil.');
    return render(index, paragraphs);
  });
}

function render(index, paragraphs) {
  const title = `Report ${index + 1} of the provincial transport office`;
  const name = `report-${String(index + 1).padStart(3, '0')}`;
  if (index % 3 === 0) return { name: `${name}.md`, text: `# ${title}\n\n${paragraphs.join('\n\n')}\n` };
  if (index % 3 === 1) return { name: `${name}.txt`, text: `${title}\n\n${paragraphs.join('\n\n')}\n` };
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return {
    name: `${name}.html`,
    text: `<!doctype html><html><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>\n${body}\n</article></body></html>`,
  };
}

export const QUESTION = 'When was the lighthouse at Varn switched to electric light?';
