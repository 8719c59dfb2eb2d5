/** Knows which methods the paths of a service take, so that a wrong method is told from a wrong path. */
export class AllowedMethods {
  private readonly routes: { method: string; segments: readonly string[] }[] = [];

  /** @param url the path in Fastify's notation: `:name` for one segment, `*` for the rest */
  add(method: string | readonly string[], url: string): void {
    for (const each of typeof method === 'string' ? [method] : method) {
      this.routes.push({ method: each, segments: url.split('/') });
    }
  }

  /** The methods that the path takes, sorted; none when there is no such path. */
  of(path: string): string[] {
    const segments = path.split('/');
    const methods = this.routes.filter((route) => matches(route.segments, segments)).map((route) => route.method);
    return [...new Set(methods)].sort();
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const wild = pattern.at(-1) === '*';
  if (wild ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every(
    (part, at) =>
      (wild && at === pattern.length - 1) || (part.startsWith(':') ? segments[at] !== '' : part === segments[at]),
  );
}
