/** Where a name stands in a text as whole words, whatever its case and the white space between its words. */
export function namePattern(name: string): RegExp {
  const words = name.normalize('NFC').trim().split(/\s+/).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'iu');
}

function escaped(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
