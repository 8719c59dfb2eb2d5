/** What is done to the store, and how the table names it. */
export const FAULTS = {
  'commit-delay': 'a transaction commits late, after others have committed behind it',
  rollback: 'a transaction is undone after its append',
  'savepoint-rollback': 'an append is undone to a savepoint, its transaction commits',
  'held-unit-of-work': 'a transaction is held open after its append',
  'long-transaction': 'a transaction that does not append is open for a long time',
  'lock-order': 'a unit of work writes several streams and rows in random order',
  'version-conflict': 'another writer was faster; the writer decides again',
  'unknown-outcome': 'the connection breaks before the answer; the append is repeated with the same ids',
  'handler-failed': 'a handler throws after it has written its effects',
  'projection-rebuilt': 'an inline projection is built anew while its events are appended',
  'connections-dropped': 'the server ends connections',
  'server-killed': 'the server is killed and started again',
  'sequence-fell-back': 'positions that were undone before a crash are drawn again after it',
  'writer-killed': 'a process of writers is killed',
  'subscriber-killed': 'the only process of a subscription is killed and started again',
  'group-member-killed': 'a member of a group is killed; the others take its shares',
  'member-frozen': 'a member of a group is frozen until others have taken its shares, then goes on',
};

/** The row of what was appended while nothing was done to the store. */
export const CALM = 'none';
