/**
 * Abbreviations after which a full stop does not end a sentence, whatever follows: titles and words that introduce
 * something. English, German, French, Spanish, Italian, Portuguese and Dutch in one set, in lower case and without
 * the last full stop: a sentence cut in two is a worse quotation than two that stay together.
 */
export const INTRODUCING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms mx dr prof rev hon st mt ft gen col capt lt sgt maj cmdr gov sen rep pres supt messrs mme mlle mgr fr sr sra srta dott sig ' +
    'vs v.s e.g eg i.e ie cf viz approx ca c.a ed eds resp incl excl esp al ' +
    'z.b bzw d.h vgl ggf evtl inkl exkl zzgl bzgl sog u.a o.ä o.g z.t i.d.r v.a s.o s.u lt hr dipl ing hrsg bspw ' +
    'p.ex p.e par.ex éd c.-à-d ' +
    'p.ej ej núm pág págs ud uds ' +
    'pag dhr mevr drs bijv d.w.z o.a'
  ).split(' '),
);

/** Abbreviations only before a number: `Fig. 3`, `No. 5`, `Abs. 2`. Elsewhere they are words of their own (`no`, `art`). */
export const NUMBERING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'no nos nr nrs fig figs eq eqs tab sec secs sect ch chap pt vol vols art arts p pp pg par para ex ser app ver v rev ' +
    'abb abs kap bd s seite ziff rn art núm cap t sez'
  ).split(' '),
);

/** Abbreviations that do end a sentence when a capital letter follows, and do not otherwise. */
export const TRAILING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'etc inc ltd co corp llc plc bros jr sr esq ph.d m.d b.a m.a a.m p.m u.s u.k e.u u.n d.c max min avg est dept univ assn ' +
    'usw usf etc.pp gmbh str mio mrd tel temp jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ' +
    'ecc ltda cía enz'
  ).split(' '),
);

/** First words of a sentence that hardly ever continue a name: `… in the U.S. The` ends, `… U.S. Navy` does not. */
export const SENTENCE_OPENERS: ReadonlySet<string> = new Set(
  (
    'the this that these those it its he she we they you i a an in on at for from with without by to of as if when while where who ' +
    'what why how and but or so yet however therefore thus then there here after before since because although though each every all ' +
    'some any no not both most many our their his her my your once during until unlike also ' +
    'der die das ein eine er sie es wir ihr im in am auf bei mit nach für von und aber oder wenn dann dies diese dieser ' +
    'le la les un une il elle nous vous ils elles ce cette ces dans pour avec mais et ou si ' +
    'el los las una él ella ellos este esta en con para por pero y o si'
  ).split(' '),
);

/** After `3.` a month makes it a date (`am 3. Oktober`), not the end of a sentence. */
export const MONTHS: ReadonlySet<string> = new Set(
  (
    'januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert ' +
    'januari februari marts maj juni juli augusti oktober december'
  ).split(' '),
);
