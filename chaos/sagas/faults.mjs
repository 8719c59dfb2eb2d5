/** What happens to an instance, before and after the commit that holds it: moments at which a worker kills itself. */
export const MOMENTS = [
  'started',
  'claimed',
  'message-taken',
  'step-started',
  'action',
  'step-completed',
  'command-sent',
  'timer-set',
  'timer-fired',
  'compensation-started',
  'compensation',
  'compensation-completed',
  'stuck',
  'ended',
  'parked',
  'given-back',
];

/** The failpoints of the runtime by the name of the fault that is a kill there. */
export const FAILPOINTS = Object.fromEntries(
  MOMENTS.flatMap((moment) => [
    [`killed-before-${moment}`, `before:${moment}`],
    [`killed-after-${moment}`, `after:${moment}`],
  ]),
);

/** What is done to the sagas, and how the table names it. */
export const FAULTS = {
  ...Object.fromEntries(
    Object.entries(FAILPOINTS).map(([fault, point]) => [fault, `a worker is killed at the failpoint ${point}`]),
  ),
  'worker-killed': 'a worker is killed wherever it is',
  'worker-frozen': 'a worker is stopped for longer than its lease and then continued',
  'context-killed': 'the process that carries out the commands is killed',
  'database-restarted': 'the database of both contexts is killed and started again',
  'broker-restarted': 'the broker is killed, stays down for a while and starts again',
  'connections-dropped': 'the server ends connections of the workers',
  deployed: 'the workers are replaced by ones that know a new version beside the old one',
  'version-removed': 'a worker that does not know a running version is started, and must refuse',
  duplicated: 'a record is published twice',
  'started-twice': 'an instance is started again under its id',
  'signalled-early': 'a signal comes before its instance exists',
  'signalled-twice': 'a signal comes twice',
  'answered-late': 'an outcome comes after the saga has stopped waiting for it',
  'answered-twice': 'an outcome comes twice',
  'never-answered': 'an outcome never comes',
  refused: 'the other context refuses a command for good',
  'action-failed': 'a local action throws after it has written its effect',
  'compensation-failed': 'a compensation fails after it has written its effect',
  'compensation-stuck': 'a compensation fails for good until somebody mends it',
  held: 'a step fails for good, and its saga waits until somebody decides',
  paused: 'a saga is paused, and resumed later',
  cancelled: 'a saga is cancelled, and what it did is undone',
  released: 'a saga is cancelled, and what it did stays done',
  skipped: 'a step or a compensation is skipped',
  retried: 'what is stuck, or waits for its next attempt, is tried again',
  migrated: 'a running saga is taken over to the new version',
};

/** The row of what was started while nothing was done. */
export const CALM = 'none';
