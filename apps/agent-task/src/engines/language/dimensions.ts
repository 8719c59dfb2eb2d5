import { wordSet } from './word-lines.js';

/** What a number may measure. */
export type Dimension =
  | 'length'
  | 'duration'
  | 'mass'
  | 'money'
  | 'temperature'
  | 'area'
  | 'volume'
  | 'data'
  | 'share'
  | 'frequency'
  | 'age'
  | 'speed'
  | 'count';

const UNITS: Readonly<Record<Exclude<Dimension, 'frequency' | 'age' | 'speed' | 'count'>, ReadonlySet<string>>> = {
  length: wordSet(
    'mm cm m km millimetre millimetres centimetre centimetres decimetre decimetres metre metres kilometre kilometres millimeter millimeters centimeter centimeters meter meters kilometer kilometers mile miles foot feet ft inch inches yard yards storey storeys stories',
  ),
  duration: wordSet(
    's sec ms second seconds millisecond milliseconds minute minutes min h hour hours day days d week weeks month months year years decade decades century centuries night nights generation generations working quarter',
  ),
  mass: wordSet(
    'g kg mg gram grams gramme grammes kilo kilos kilogram kilograms ton tons tonne tonnes pound pounds ounce ounces lb lbs stone',
  ),
  money: wordSet(
    'pound pounds euro euros dollar dollars cent cents penny pence halfpenny fourpence sixpence franc francs shilling shillings crown crowns krone kroner krona kronor rupee rupees peso pesos zloty ruble rubles rouble roubles yuan lira florins guilders ducats yen usd eur gbp guineas million billion',
  ),
  temperature: wordSet('degree degrees celsius fahrenheit kelvin'),
  area: wordSet('square hectare hectares acre acres'),
  volume: wordSet(
    'litre litres liter liters ml cubic gallon gallons pint pints cup cups spoon spoonful spoonfuls drop drops barrel barrels',
  ),
  data: wordSet('byte bytes kb mb gb tb kib mib gib kilobyte kilobytes megabyte megabytes gigabyte gigabytes bit bits'),
  share: wordSet('percent per'),
};
const AFTER_NUMBER =
  /^(?:or|to|and|a|of|about|some|half|quarter|full|calendar|consecutive|long|whole|more|million|thousand|hundred|billion|-)$/;

/** The dimensions a unit word may belong to. */
export function unitDimensions(lower: string): Dimension[] {
  const found: Dimension[] = [];
  for (const [dimension, units] of Object.entries(UNITS)) if (units.has(lower)) found.push(dimension as Dimension);
  return found;
}

/** The dimensions written into a figure itself, such as `30s`, `256kib` or `14days`. */
export function gluedDimensions(lower: string): Dimension[] {
  const unit = /^\p{N}[\p{N}.,]*(\p{L}+)$/u.exec(lower)?.[1];
  return unit === undefined ? [] : unitDimensions(unit);
}

/** True for a word that may stand between a number and its unit. */
export function mayStandBeforeUnit(lower: string): boolean {
  return AFTER_NUMBER.test(lower);
}

/** Words that ask for a quantity, with what they measure and the words that name the quantity in an answer. */
export const ASKED_MEASURES: Readonly<
  Record<string, { dimensions: readonly Dimension[]; words: readonly string[]; implied: boolean }>
> = {
  long: { dimensions: ['duration', 'length'], words: ['long', 'length', 'last', 'take', 'duration'], implied: false },
  tall: { dimensions: ['length'], words: ['tall', 'high', 'height'], implied: false },
  high: { dimensions: ['length', 'money', 'share', 'temperature'], words: ['high', 'tall', 'height'], implied: false },
  deep: { dimensions: ['length'], words: ['deep', 'depth'], implied: false },
  wide: { dimensions: ['length'], words: ['wide', 'width', 'broad', 'across'], implied: false },
  thick: { dimensions: ['length'], words: ['thick', 'thickness'], implied: false },
  far: { dimensions: ['length', 'duration'], words: ['far', 'away', 'distance', 'from'], implied: true },
  heavy: { dimensions: ['mass'], words: ['heavy', 'weigh', 'weight'], implied: false },
  old: { dimensions: ['duration', 'age'], words: ['old', 'age', 'aged', 'born'], implied: false },
  fast: {
    dimensions: ['speed', 'share', 'count', 'duration'],
    words: ['fast', 'speed', 'quick', 'times'],
    implied: true,
  },
  quickly: { dimensions: ['duration', 'speed'], words: ['fast', 'speed', 'quick'], implied: true },
  soon: { dimensions: ['duration'], words: ['soon', 'after', 'within'], implied: true },
  often: { dimensions: ['frequency'], words: ['often', 'every', 'times'], implied: true },
  frequently: { dimensions: ['frequency'], words: ['often', 'every', 'times'], implied: true },
  cold: { dimensions: ['temperature'], words: ['cold', 'temperature', 'degrees'], implied: true },
  hot: { dimensions: ['temperature'], words: ['hot', 'temperature', 'degrees'], implied: true },
  warm: { dimensions: ['temperature'], words: ['warm', 'temperature', 'degrees'], implied: true },
  big: {
    dimensions: ['length', 'area', 'volume', 'data', 'count', 'mass'],
    words: ['big', 'large', 'size', 'measure', 'cover', 'extend', 'up'],
    implied: false,
  },
  large: {
    dimensions: ['length', 'area', 'volume', 'data', 'count', 'mass'],
    words: ['big', 'large', 'size', 'measure', 'cover', 'extend', 'up'],
    implied: false,
  },
  size: {
    dimensions: ['length', 'area', 'volume', 'data', 'count', 'mass'],
    words: ['big', 'large', 'size', 'measure', 'up'],
    implied: true,
  },
  price: { dimensions: ['money'], words: ['price', 'cost'], implied: true },
  cost: { dimensions: ['money'], words: ['price', 'cost'], implied: true },
  fee: { dimensions: ['money'], words: ['fee', 'cost'], implied: false },
  salary: { dimensions: ['money'], words: ['salary', 'earn'], implied: false },
  rent: { dimensions: ['money'], words: ['rent'], implied: false },
  wage: { dimensions: ['money'], words: ['wage', 'earn'], implied: false },
  fine: { dimensions: ['money'], words: ['fine'], implied: false },
  budget: { dimensions: ['money'], words: ['budget'], implied: false },
  reward: { dimensions: ['money'], words: ['reward'], implied: false },
  length: { dimensions: ['length', 'duration'], words: ['long', 'length', 'duration'], implied: false },
  height: { dimensions: ['length'], words: ['tall', 'high', 'height'], implied: false },
  depth: { dimensions: ['length'], words: ['deep', 'depth'], implied: false },
  width: { dimensions: ['length'], words: ['wide', 'width'], implied: false },
  weight: { dimensions: ['mass'], words: ['weigh', 'weight', 'heavy'], implied: false },
  speed: { dimensions: ['speed'], words: ['speed', 'fast'], implied: true },
  distance: { dimensions: ['length', 'duration'], words: ['far', 'away', 'distance'], implied: false },
  age: { dimensions: ['duration', 'age', 'count'], words: ['old', 'age', 'aged'], implied: false },
  temperature: { dimensions: ['temperature'], words: ['temperature', 'degrees'], implied: true },
  duration: { dimensions: ['duration'], words: ['duration', 'last', 'take'], implied: true },
  frequency: { dimensions: ['frequency'], words: ['frequency', 'every'], implied: true },
  angle: { dimensions: ['temperature'], words: ['angle'], implied: false },
  percentage: { dimensions: ['share'], words: ['percentage', 'share'], implied: true },
  share: { dimensions: ['share'], words: ['share'], implied: true },
  population: { dimensions: ['count'], words: ['population', 'inhabitant'], implied: false },
  number: { dimensions: ['count'], words: ['number'], implied: true },
  salinity: { dimensions: ['share'], words: ['salinity'], implied: false },
  port: { dimensions: ['count'], words: ['port'], implied: false },
  limit: {
    dimensions: ['count', 'length', 'duration', 'mass', 'money', 'data', 'area', 'volume', 'share'],
    words: ['limit', 'up', 'maximum', 'most'],
    implied: false,
  },
  maximum: {
    dimensions: ['count', 'length', 'duration', 'mass', 'money', 'data', 'area', 'volume', 'share'],
    words: ['limit', 'up', 'maximum', 'most'],
    implied: true,
  },
};
