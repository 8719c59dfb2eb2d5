const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', shy: '', zwnj: '', zwj: '',
  copy: '©', reg: '®', trade: '™', hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«',
  raquo: '»', bdquo: '„', sbquo: '‚', bull: '•', middot: '·', deg: '°', plusmn: '±', times: '×', divide: '÷', minus: '−', le: '≤',
  ge: '≥', ne: '≠', asymp: '≈', larr: '←', rarr: '→', uarr: '↑', darr: '↓', harr: '↔', para: '¶', sect: '§', euro: '€', pound: '£',
  yen: '¥', cent: '¢', frac12: '½', frac14: '¼', sup2: '²', sup3: '³', micro: 'µ', infin: '∞', check: '✓', star: '☆', lbrace: '{',
  rbrace: '}', lbrack: '[', rbrack: ']', vert: '|', verbar: '|', lowbar: '_', ast: '*', num: '#', percnt: '%', dollar: '$', grave: '`',
  auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è', ecirc: 'ê', aacute: 'á',
  agrave: 'à', acirc: 'â', aring: 'å', atilde: 'ã', ccedil: 'ç', iacute: 'í', ntilde: 'ñ', oacute: 'ó', ocirc: 'ô', oslash: 'ø',
  uacute: 'ú', aelig: 'æ',
}; // prettier-ignore

/** Replaces the character references of HTML that prose uses; an unknown one stays as it is written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,10}));/g,
    (whole, decimal, hex, name) => {
      if (name) return NAMED[name as string] ?? whole;
      const codePoint = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
      return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint).toWellFormed() : '\ufffd';
    },
  );
}
