import { mainKey } from './word-keys.js';

const PAIRS = `
largest,greatest,biggest,highest,maximum,most,longest,tallest:smallest,least,lowest,minimum,shortest,fewest
oldest,earliest:youngest,newest,latest
first:last,final
best:worst
open,opened,opens:closed,close,closes,shut
increase,increased,rise,rose,grew,raise,raised:decrease,decreased,fall,fell,dropped,shrank,lowered,reduced
allowed,permitted:forbidden,prohibited,banned
arrive,arrived,arrives:leave,left,leaves,depart,departed
before:after
fast,fastest:slow,slowest
hot,hottest,warmest:cold,coldest
married:divorced
born:died
buy,bought:sell,sold
enable,enabled:disable,disabled
start,started,began:stop,stopped,ended
`;

const opposites = new Map<string, Set<string>>();
for (const line of PAIRS.trim().split('\n')) {
  const [left = [], right = []] = line.split(':').map((side) => side.split(',').map((word) => mainKey(word)));
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const key of from) opposites.set(key, new Set([...(opposites.get(key) ?? []), ...to]));
  }
}

/** Keys of the words that say the contrary of a word. */
export function oppositeKeys(lower: string): ReadonlySet<string> {
  return opposites.get(mainKey(lower)) ?? new Set();
}
