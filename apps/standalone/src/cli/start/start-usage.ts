export const START_USAGE_LINE = 'Usage: npm start -- [--port N] [--host H] [--data DIR]';

export const START_USAGE = `${START_USAGE_LINE}

Runs the whole platform as a server until Ctrl-C.

  --port N      port of the gateway (default: 3000; 0 takes a free one)
  --host H      address to listen on (default: 127.0.0.1; any other needs an access token to be configured)
  --data DIR    data folder (default: EDDA_DATA or .edda)
  --help        print this

Exit codes: 0 stopped by Ctrl-C, 1 it could not start or stop, 2 wrong option.
`;
