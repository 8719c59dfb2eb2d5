/** The usage line of each `events` command. */
export const EVENTS_USAGE = {
  tail: 'Usage: npm run events -- tail [-n N] [--follow] [FILTER] [LOG]',
  stream: 'Usage: npm run events -- stream STREAM [--from V] [--to V] [--limit N] [--backward] [--archived] [LOG]',
  tree: 'Usage: npm run events -- tree CORRELATION [LOG]',
  replay: 'Usage: npm run events -- replay (--aggregate STREAM [--at V | --time T] | --projection NAME) [LOG]',
  export: 'Usage: npm run events -- export [--out FILE] [--format ndjson|fixture] [--stream STREAM] [FILTER] [LOG]',
  forget:
    'Usage: npm run events -- forget SUBJECT --yes [--reason TEXT] [--tenant ID] [--service NAME] [--data DIR] [--json]',
  rewrap: 'Usage: npm run events -- rewrap [--data DIR] [--json]',
  lag: 'Usage: npm run events -- lag [LOG]',
} as const;

export const EVENTS_HELP = `Usage: npm run events -- COMMAND ...

Looks into the event logs of the services, whether the platform runs or not.

  tail                 the newest events, oldest first (-n 20), and with --follow those that come, until Ctrl-C
  stream STREAM        the events of one stream: --from V, --to V, --limit N, --backward, --archived
  tree CORRELATION     what followed from what: every event, command and reply with this correlation id, as a tree
  replay               --aggregate STREAM: the state of an aggregate, --at a version or --time T
                       --projection NAME: builds a read model anew from the log, beside the one in use
  export               events as JSON: --out FILE, --format ndjson (a line each) or fixture (an array for tests),
                       --stream STREAM; personal data stays encrypted
  forget SUBJECT       deletes the key of a person's data for good: asks for --yes; --reason TEXT goes with the event,
                       --service NAME tells the others
  rewrap               stores the keys of personal data with KEYS_SECRET that are still stored with KEYS_FORMER_SECRET
  lag                  how far each subscription is behind the end of its log

LOG: which logs
  --service NAME       of this service alone; may be repeated
  --data DIR           the data folder of the platform, default .edda
  --url URL            the database of one service instead: postgres://user:password@host:port/name
  --tenant ID          of this tenant alone; stream, replay and forget mean "default" without it
  --json               for programs: a line of JSON for each event, one JSON value for the rest

FILTER: which events
  --type NAME          of this type; may be repeated
  --category NAME      of this category; may be repeated
  --correlation ID     with this correlation id
  --since T, --until T recorded at T or later, before T: 2026-11-21T12:00:00Z
  --kind KIND          event (the default), command or reply; may be repeated

DATABASE_URL names the server with the databases of all services, in place of the one in the data folder.

Exit codes: 0 done, 1 it failed, 2 it was asked for something it cannot start on, 130 Ctrl-C.
`;
