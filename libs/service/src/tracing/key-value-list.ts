/**
 * Reads `key=value` pairs split by commas, the values URL-encoded, as OpenTelemetry's variables are written.
 *
 * @returns null when the text is not of that form
 */
export function keyValueList(text: string): Readonly<Record<string, string>> | null {
  const pairs: Record<string, string> = {};
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    if (at < 1) return null;
    try {
      pairs[pair.slice(0, at).trim()] = decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      return null;
    }
  }
  return pairs;
}
