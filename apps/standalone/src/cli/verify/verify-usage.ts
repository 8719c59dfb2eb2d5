export const VERIFY_USAGE_LINE = 'Usage: npm run verify -- DIR [--json]';

export const VERIFY_USAGE = `${VERIFY_USAGE_LINE}

Checks a report written by the research command, offline: every quote is found in its text at its offsets, to the
character; every text has the sha256 that the report names; every claim cites a source of the report.

  DIR       the folder with report.json and texts/
  --json    print the result as JSON
  --help    print this

Exit codes: 0 everything holds, 1 something does not match (each is named), 2 DIR or its report.json cannot be read.
`;
