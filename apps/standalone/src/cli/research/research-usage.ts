export const RESEARCH_USAGE_LINE = 'Usage: npm run research -- "question" SOURCE... [options]   (--help explains)';

export const RESEARCH_USAGE = `Usage: npm run research -- "question" SOURCE... [options]
       npm run research -- --resume ID [options]
       npm run research -- --list [options]

Answers a question from your own documents. A SOURCE is a file, a folder or an http(s) address. The report is written to
./research/<workflow id>/: report.md, report.html, report.json and the texts it quotes from.

  --out DIR         write the report to exactly DIR, which must be empty or new
  --resume ID       take up a run that was stopped or killed; write out one that is over
  --list            list past runs
  --server URL      use the platform at this address instead of one on the data folder
  --data DIR        data folder of the platform and of the runs' records (default: EDDA_DATA or .edda)
  --token T         access token of the platform; better given as EDDA_TOKEN in the environment
  --max-bytes N     take in at most N bytes of files in total (default: 209715200, which is 200 MiB)
  --json            print the result as JSON on stdout; everything else goes to stderr
  --help            print this

Folders are walked in sorted order without hidden files, .git, node_modules and links. At most 2000 sources and 50 MiB for
each file; what is left out is said.

Exit codes: 0 the report is written, 1 the run or the platform failed, 2 the command cannot be carried out as given
(wrong option, missing path, nothing readable, unknown run), 3 the run was cancelled, 130 stopped by Ctrl-C.
`;
