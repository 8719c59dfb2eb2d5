/** The usage line of each `dead-letters` command. */
export const DEAD_LETTERS_USAGE = {
  list: 'Usage: npm run dead-letters -- list [-n N] [FILTER] [LOG]',
  show: 'Usage: npm run dead-letters -- show ID [LOG]',
  edit: 'Usage: npm run dead-letters -- edit ID (--payload JSON | --file FILE) [LOG]',
  redrive: 'Usage: npm run dead-letters -- redrive (ID... | FILTER) [LOG]',
  discard: 'Usage: npm run dead-letters -- discard ID... --note TEXT [LOG]',
} as const;

export const DEAD_LETTERS_HELP = `Usage: npm run dead-letters -- COMMAND ...

Messages that a service could not handle and gave up, whether the platform runs or not. The later messages of the same
key wait behind a dead letter until it is handed back or discarded, unless its handler lets them go on.

  list                 what is there, newest first (-n 50)
  show ID              one of them: why, how often, its data, headers and history
  edit ID              gives it other data: --payload JSON or --file FILE with JSON
  redrive ID...        hands it back to its handler: some by id, or all that fit a FILTER. What fails again after
                       two redrives is refused until it is edited
  discard ID...        gives it up for good: --note TEXT says why

FILTER: which dead letters
  --subscription NAME  of this subscription, such as learning.run-completed
  --type NAME          of this type of message
  --code CODE          that failed with this code at last, such as MESSAGE.INVALID
  --tenant ID          of this tenant
  --key KEY            published under this key: TENANT/STREAM
  --correlation ID     with this correlation id
  --since T, --until T that died at T or later, before T: 2026-11-21T12:00:00Z
  --status STATUS      dead (what list shows), redriven, handled, discarded or any; list only

LOG: whose
  --service NAME       of this service alone; may be repeated
  --data DIR           the data folder of the platform, default .edda
  --url URL            the database of one service instead: postgres://user:password@host:port/name
  --json               for programs: one JSON value

DATABASE_URL names the server with the databases of all services, in place of the one in the data folder.

Exit codes: 0 done, 1 it failed or was refused, 2 it was asked for something it cannot start on, 130 Ctrl-C.
`;
