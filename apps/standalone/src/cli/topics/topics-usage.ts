/** The usage line of each `topics` command. */
export const TOPICS_USAGE = {
  diff: 'Usage: npm run topics -- diff [--broker URL] [--data DIR] [--json]',
  apply: 'Usage: npm run topics -- apply [--broker URL] [--data DIR] [--json]',
  backfill:
    'Usage: npm run topics -- backfill --group G [--from beginning|POSITION|TIME] [--to POSITION] [--service NAME] [--reset] [--rate N]',
  reset: 'Usage: npm run topics -- reset --group G --to earliest|latest [--broker URL] [--data DIR] [--json]',
  move: 'Usage: npm run topics -- move [--from URL] --to URL [--group G...] [--data DIR] [--json]',
  refused:
    'Usage: npm run topics -- refused (list | show ID | resend ID... | resend --all | discard ID --note TEXT) [--service NAME]',
} as const;

export const TOPICS_HELP = `Usage: npm run topics -- COMMAND ...

The topics of the broker, and what was sent to them.

  diff                 what is declared beside what the broker has; exit code 1 when they differ
  apply                creates the topics that are missing and sets how long records are kept; never changes partitions
  backfill             sends events again from the logs of the services to one group (--group G): for a new service, or
                       for one that was away longer than its topics keep records
                       --from: "beginning" (the default), a position of one log, or a time; --to: a position
                       --service NAME: from this service's log alone; --rate N: records per second, default 2000
                       --reset: moves the group behind what is stored first, so that it begins with its history; its
                       service must be stopped then
  reset                lets a group whose service is stopped go on elsewhere: --group G --to earliest|latest
  move                 copies what the groups of all services have not finished to another broker: --to URL, from the
                       broker of the platform or --from URL; services must be stopped, what stops half way is run again;
                       --group G: this group alone
  refused              messages that the broker does not take: list, show ID, resend ID... or --all, discard ID --note TEXT;
                       the service they belong to does it, at once while it runs (--service NAME where ids are not unique)

  --broker URL         the broker; BROKER_URL unless given, else the one in the data folder
  --data DIR           the data folder of the platform, default .edda
  --json               for programs: one JSON value

DATABASE_URL names the server with the databases of all services, in place of the one in the data folder.

Exit codes: 0 done, 1 it failed or there is something to be done, 2 it was asked for something it cannot start on,
130 Ctrl-C.
`;
