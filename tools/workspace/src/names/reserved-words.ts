/** Words that TypeScript keeps for itself, and the global names that a class of that name would hide. */
export const TYPESCRIPT_WORDS: ReadonlySet<string> = new Set(
  (
    'abstract any arguments array as asserts async await bigint boolean break buffer case catch class const constructor continue ' +
    'date debugger declare default delete do else enum error eval export extends false finally for from function get ' +
    'global if implements import in infer instanceof interface intl is iterator json keyof let map math module namespace ' +
    'never new null number object of package partial private process promise protected proxy public readonly record ' +
    'reflect regexp require return satisfies set static string super switch symbol this throw true try type typeof undefined ' +
    'unique unknown using var void while with yield'
  ).split(' '),
);

/**
 * Words that PostgreSQL reserves. Not those that are nouns of a trade (`order`, `user`, `group`): a table has the plural
 * of an aggregate in its name, and more.
 */
export const SQL_WORDS: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate column ' +
    'concurrently constraint create cross current default deferrable desc distinct do else end except false fetch for foreign ' +
    'freeze from full grant having ilike in initially inner intersect into is isnull join lateral leading left like limit ' +
    'localtime localtimestamp natural not notnull null offset on only or outer overlaps placing primary references returning ' +
    'right select similar some symmetric table tablesample then to trailing true union unique using variadic verbose when ' +
    'where window with'
  ).split(' '),
);

/** What the code of a service calls its own parts: an aggregate of that name would hide one. */
export const HOUSE_WORDS: ReadonlySet<string> = new Set(
  (
    'aggregate api body column command controller entity event event-store evolver handler injectable message migration ' +
    'page projection projections query repository saga service service-client subscribe unit-of-work view'
  ).split(' '),
);

/** What stands beside the services: in the compose file and the cluster, among the databases, topics and paths. */
export const PLATFORM_WORDS: ReadonlySet<string> = new Set(
  (
    'all api app apps broker client dead-letters subscriptions clamav database docs edda grafana health ingress jobs kafka keys ' +
    'kubernetes libs metrics migrate openapi operator postgres prometheus rabbitmq root services system ' +
    'test tests tools'
  ).split(' '),
);
