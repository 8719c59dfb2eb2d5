/** What the process of a command ends with. Documented in docs/research-command.md and in `--help`. */
export const ExitCode = {
  ok: 0,
  /** The run, the report or the platform failed. */
  failed: 1,
  /** The command was asked for something it cannot start on: wrong options, a missing path, nothing readable, an unknown id. */
  badInput: 2,
  /** The run was cancelled by somebody. */
  cancelled: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
