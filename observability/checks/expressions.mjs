const KEYWORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'group_left',
  'group_right',
  'by',
  'on',
  'without',
  'ignoring',
]);
const CLAUSE = /\b(by|on|without|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const SELECTOR = /([a-zA-Z_:][\w:]*)\s*\{([^}]*)\}/g;
const LABEL = /(\w+)\s*(?:=~|!~|!=|=)/g;

/** The metrics an expression of PromQL names. */
export function metricsOf(expression) {
  const bare = blank(expression)
    .replaceAll(CLAUSE, ' ')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ');
  const names = [...bare.matchAll(/(?<![\w.:$])[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g)].map(([name]) => name);
  return [...new Set(names.filter((name) => !KEYWORDS.has(name)))];
}

/** The metrics whose labels an expression asks for: `[metric, label]`. */
export function labelsOf(expression) {
  return [...blank(expression).matchAll(SELECTOR)].flatMap(([, metric, matchers]) =>
    [...matchers.matchAll(LABEL)].map(([, label]) => [metric, label]),
  );
}

/** Without texts, and without what Grafana fills in. */
function blank(expression) {
  return expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replaceAll(/\$\{?\w+\}?/g, '1m');
}
