/** What is done to the messaging, and how the table names it. */
export const FAULTS = {
  duplicated: 'a record is published twice',
  reordered: 'records of one key are published in the wrong order',
  'handler-failed': 'a handler throws after it has written its effect',
  poison: 'a handler refuses a message for good, which holds its key until it is mended',
  redriven: 'a dead letter is mended and handed back while new messages of its key come',
  'slow-handler': 'a handler takes longer than the session time-out',
  'newer-version': 'a newer version of an event comes before the consumers that know it',
  'killed-before-handler': 'a consumer is killed before it calls the handler',
  'killed-after-handler': 'a consumer is killed between handler and commit',
  'killed-after-commit': 'a consumer is killed after the commit of the handler',
  'killed-before-offset-commit': 'a consumer is killed before it commits the offset',
  'relay-killed': 'a relay is killed between the acknowledgement of the broker and its checkpoint',
  'broker-restarted': 'the broker is killed, stays down for a while and starts again',
  'database-restarted': 'the database of the services is killed and started again',
  'consumer-frozen': 'a consumer is stopped for longer than its session and then continued',
  'consumers-come-and-go': 'consumers join and leave their groups every two seconds',
  'broker-disk-full': 'the disk of the broker is full for a while',
};

/** Those that need something not every machine can do. */
export const OPTIONAL = new Set(['broker-disk-full']);

/** Moments of a delivery at which a consumer kills itself. */
export const FAILPOINTS = {
  'killed-before-handler': 'before-handler',
  'killed-after-handler': 'after-handler',
  'killed-after-commit': 'after-commit',
  'killed-before-offset-commit': 'before-offset-commit',
};

/** The row of what was sent while nothing was done. */
export const CALM = 'none';
