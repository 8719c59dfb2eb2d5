/**
 * Finds the fields that a compiled schema does not know. Such a schema ignores them, but it reads each field that it knows; so
 * an object of which it has read some fields, and that it has not listed as it does with a map, has no others.
 *
 * @returns {{tracked: object, unknownFields: () => string[]}} what to validate instead of the object, and what was found then
 */
export function withKnownFields(object) {
  const seen = [];
  const proxies = new WeakMap();

  const track = (value, path) => {
    if (value === null || typeof value !== 'object') return value;
    if (proxies.has(value)) return proxies.get(value);
    const reads = { path, value, names: new Set(), isListed: false };
    seen.push(reads);
    const proxy = new Proxy(value, {
      get(target, name) {
        if (typeof name === 'string') reads.names.add(name);
        return track(target[name], `${path}.${String(name)}`);
      },
      ownKeys(target) {
        reads.isListed = true;
        return Reflect.ownKeys(target);
      },
    });
    proxies.set(value, proxy);
    return proxy;
  };

  return {
    tracked: track(object, ''),
    unknownFields: () =>
      seen
        .filter(({ value, names, isListed }) => !Array.isArray(value) && names.size > 0 && !isListed)
        .flatMap(({ path, value, names }) =>
          Object.keys(value)
            .filter((name) => !names.has(name))
            .map((name) => `${path}.${name}`.slice(1)),
        ),
  };
}
