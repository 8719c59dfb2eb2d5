/** Irregular forms whose base form the lemmatiser misses or whose two readings both matter: `form base base...`. */
const LINES = `
lost lose|left leave left|found find|founded found|felt feel felt|fell fall|fallen fall|rose rise rose|risen rise|arose arise
lay lie lay|laid lay|lain lie|lying lie|lies lie|bore bear|born bear born|borne bear|saw see saw|seen see|sold sell|sought seek|thought think
taught teach|caught catch|bought buy|brought bring|fought fight|built build|sent send|spent spend|lent lend|bent bend|kept keep|slept sleep
swept sweep|wept weep|crept creep|met meet|led lead|fed feed|bled bleed|fled flee|held hold|told tell|stood stand|understood understand
won win|hung hang|struck strike|stuck stick|dug dig|began begin|begun begin|drank drink|drunk drink|rang ring|rung ring|sang sing|sung sing
sank sink|sunk sink|swam swim|swum swim|ran run|came come|became become|gave give|given give|took take|taken take|shook shake|shaken shake
broke break|broken break broken|spoke speak|spoken speak|stole steal|stolen steal|chose choose|chosen choose|froze freeze|frozen freeze
woke wake|woken wake|wrote write|written write|rode ride|ridden ride|drove drive|driven drive|hid hide|hidden hide|bit bite bit|bitten bite
ate eat|eaten eat|drew draw|drawn draw|flew fly|flown fly|grew grow|grown grow|knew know|known know|threw throw|thrown throw|blew blow
blown blow|wore wear|worn wear|tore tear|torn tear|swore swear|sworn swear|forgot forget|forgotten forget|got get|gotten get|made make
paid pay|said say|heard hear|went go|goes go|gone go|did do|done do|had have|has have|was be|were be|been be|is be|are be|am be|being be
burnt burn|learnt learn|spelt spell|spilt spill|spoilt spoil|dreamt dream|shot shoot|shut shut|lit light|fitted fit|dealt deal|meant mean
overtook overtake|withdrew withdraw|withdrawn withdraw|undertook undertake|undertaken undertake|overwritten overwrite|overwrote overwrite
rebuilt rebuild|split split|spread spread|cast cast|bound bind bound|wound wind wound|ground grind ground|grown grow|sprang spring|spun spin
men man|women woman|children child|people people|feet foot|teeth tooth|geese goose|mice mouse|lice louse|dice die dice|oxen ox
wives wife|lives life live|knives knife|leaves leaf leave|halves half halve|shelves shelf|loaves loaf|wolves wolf|thieves thief|selves self
died die|dies die|dying die|tied tie|tying tie|better good|best best good|worse bad|worst worst bad|further far|furthest far|least least
dead dead die|death death die|lifeless dead|data data|media media|criteria criterion|analyses analysis|bases base|crises crisis|indices index
cannot cannot|thing thing|things thing|being be|evening evening|morning morning|during during|nothing nothing|something something
building building build|meeting meeting meet|painting painting paint|housing housing house|species species|series series|news news|bus bus|buses bus|gas gas|lens lens
`;

/** Irregular form -> base forms. */
export const IRREGULAR_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  LINES.trim()
    .split(/[|\n]/)
    .map((entry) => {
      const [form, ...bases] = entry.trim().split(' ');
      return [form ?? '', bases] as const;
    }),
);
