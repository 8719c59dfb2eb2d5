import { VERB_GROUPS } from './synonym-verbs.js';
import { IRREGULAR_WORDS } from './irregular-words.js';
import { wordKeys } from './word-keys.js';
import { wordLines, wordSet } from './word-lines.js';

const MORE_VERBS = wordSet(`
accept access acquire act adapt add address advise afford age aim answer appear apply approach argue arise ask assume attach attempt attract
bear beat become believe belong bind blow boil book borrow bother bow break breathe broadcast brush build burn call cancel care carry cast celebrate challenge chase cheer chew claim climb coat collapse
come command comment commit communicate compare compete complain complete compose compute concentrate conduct connect consider consume contact contribute cope correct cost count crawl cross cry cure
damage dance dare deal decay decline decorate defend delay demand deny depart deposit derive deserve destroy differ digest disagree discuss dissolve drain dream drift drip drown earn ease edit eliminate embed embrace emerge
emit enable encode encounter encourage engage enjoy enter escape establish estimate evolve exceed exist expand expose express face fade fall fasten feel fill filter finish fire fit flee flood flush focus fold force form
freeze function gain generate get glow go govern grab grant greet guess guide handle hang happen hatch hate head heat hide hire hit hope host hunt hurry identify ignore imagine imply import impose impress
indicate inform inherit initiate insert insist instruct intend interact introduce invade invest invite isolate issue judge jump justify kick kneel knit knock label lack land lasts laugh lay lead lean leave list
live load look make map mark matter mean mention migrate mind moderate multiply need negotiate nest notice obey object obtain occupy offer omit oppose originate overcome overlap pack paginate parse pass pause permit persuade pick
place play point populate possess pour praise pray prefer prepare present press print promote prompt propose pull pump punish push qualify queue race rank react realise rebalance recall recede recognise reflect regard reject relate relax release rely remain remember render repeat represent rescue respond rest retire retrieve
return reveal ride ring rise roll rotate route rub ruin rush sail satisfy scale scan schedule scratch scream seal search seem seize select separate serve shake shape shed shelter shine shoot shout shrink shut sign sing sink sit ski
slide slip slow smell smile smoke snap solve sort sound spark speak speed spill spin splash spot spray spread squeeze stain stand stare start stay steer step stick store stream stretch strike strip struggle submit succeed suffer suit supply
suppose surprise surround survive suspect suspend swear sweep swim swing switch talk tap taste tear tempt tend thank think threaten thrive throw tick tie time tip tour tow trace trade trap treat tremble trust try tune twist type unite
unlock validate vary vanish visit vote wait walk wander want warm warn waste wave weigh welcome whisper wipe wish witness wonder work worry wrap wrestle yield launch end finish charge last taste
sustain uphold ensure assure secure drop discard erase purge wipe harm hurt injure impair spoil erect assemble produce manufacture fabricate form devise conceive pen paint direct establish name title term signify denote define detect locate decipher crack interpret
demonstrate confirm account clarify characterise outline state tell claim declare recommend suggest advise propose opt elect prefer adopt settle determine employ recruit dismiss resign quit retire replace follow substitute swap alter modify adjust transform enhance raise lower cultivate sow
go get give use maintain own cover found invent discover teach sponsor administer govern regulate certify inspect audit supervise organise operate possess
`);
const BASE_VERBS: ReadonlySet<string> = new Set([
  ...wordLines(VERB_GROUPS).flatMap(([head]) => (head === undefined || head.includes('_') ? [] : [head])),
  ...MORE_VERBS,
]);
const PARTICIPLES: ReadonlySet<string> = new Set(
  [...IRREGULAR_WORDS]
    .filter(([form, bases]) => bases.some((base) => base !== form && BASE_VERBS.has(base)))
    .map(([form]) => form),
);

const UNCHANGED = wordSet('cut put set hit hurt let shut cost split spread cast read shed burst');

/** True for the base form of a frequent verb. */
export function isBaseVerb(lower: string): boolean {
  return BASE_VERBS.has(lower);
}

/** True for a form that follows "was", "has been" or "is being". */
export function isParticiple(lower: string): boolean {
  return (
    PARTICIPLES.has(lower) ||
    UNCHANGED.has(lower) ||
    (lower.length > 4 &&
      /(?:ed|ing)$/.test(lower) &&
      !/^(?:thing|during|string|spring|king|ring|evening|morning|ceiling|building)$/.test(lower))
  );
}

/** True for a finite form of a frequent verb: `causes`, `makes`, `decoded`. */
export function isFiniteVerb(lower: string): boolean {
  if (isBaseVerb(lower) || PARTICIPLES.has(lower)) return true;
  if (!/(?:s|ed)$/.test(lower)) return false;
  const keys = wordKeys(lower);
  return baseVerbKeys.has(keys[0] ?? '') || keys.some((key) => baseVerbKeys.has(key));
}

const baseVerbKeys: ReadonlySet<string> = new Set([...BASE_VERBS].flatMap((verb) => wordKeys(verb)));
