/** The usage line of each `sagas` command. */
export const SAGAS_USAGE = {
  list: 'Usage: npm run sagas -- list [-n N] [--before ID] [FILTER] [LOG]',
  show: 'Usage: npm run sagas -- show ID [--at N] [--state] [LOG]',
  pause: 'Usage: npm run sagas -- pause ID... --reason TEXT [LOG]',
  resume: 'Usage: npm run sagas -- resume ID... --reason TEXT [LOG]',
  cancel: 'Usage: npm run sagas -- cancel ID... --reason TEXT [--no-compensate] [LOG]',
  retry: 'Usage: npm run sagas -- retry ID... --reason TEXT [LOG]',
  skip: 'Usage: npm run sagas -- skip ID... --reason TEXT [LOG]',
  migrate: 'Usage: npm run sagas -- migrate ID... --to VERSION --reason TEXT [LOG]',
  signal: 'Usage: npm run sagas -- signal ID NAME [--payload JSON | --file FILE] [LOG]',
} as const;

export const SAGAS_HELP = `Usage: npm run sagas -- COMMAND ...

Processes of several steps, and how to step in, whether the platform runs or not. What is asked for is taken in within
seconds while the service runs, else when it starts.

  list                 what there is, newest first (-n 50); --before ID goes on behind the last one shown
  show ID              one of them: how it stands, what it waits for, and what has happened, step by step
                       --at N as it was after N events of its history, --state also what its steps have made
  pause ID...          stops it for a while: what arrives is kept, nothing new is begun
  resume ID...         lets it go on
  cancel ID...         calls it off; what was done is undone first, unless --no-compensate
  retry ID...          tries again at which it is stuck, or at once what waits for its next attempt
  skip ID...           goes on without the step it is stuck at or waits for, or leaves it as it is on the way back
  migrate ID...        takes it over to another version of its definition: --to VERSION
  signal ID NAME       signals to it: --payload JSON or --file FILE with JSON goes with the signal

  --reason TEXT        why; stands in the history with your name

FILTER: which
  --saga NAME          of this saga, such as download
  --version VERSION    of this version of its definition
  --status STATUS      running, compensating, paused, stuck, completed, failed, cancelled, or open: those that have not
                       ended; may be repeated
  --correlation ID     with this correlation id
  --tenant ID          of this tenant

LOG: whose
  --service NAME       of this service alone; may be repeated
  --data DIR           the data folder of the platform, default .edda
  --url URL            the database of one service instead: postgres://user:password@host:port/name
  --json               for programs: one JSON value; show adds the history as \`events\`

DATABASE_URL names the server with the databases of all services, in place of the one in the data folder.

Exit codes: 0 done, 1 it failed or was refused, 2 it was asked for something it cannot start on, 130 Ctrl-C.
`;
