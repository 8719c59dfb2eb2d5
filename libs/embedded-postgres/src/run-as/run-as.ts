import type { SpawnOptions } from 'node:child_process';
import type { Binaries } from '../binaries/binaries.js';
import { runProgram, type ProgramResult } from '../process/run-program.js';
import type { Account } from './account.js';

/**
 * As whom PostgreSQL's programs run. They refuse to run as root; so as root they get either a user namespace, in which
 * root has another name, or an account without privileges.
 */
export interface RunAs {
  binaries: Binaries;
  /** Version of the server, such as `18.4`. */
  version: string;
  /** The program and its arguments that start the real one. */
  prefix: readonly string[];
  /** The account to change to; the data must belong to it. */
  account?: Account;
  /** Whether a path to the data can be closed to the programs, because a folder above it is. */
  throughWorkingDirectory: boolean;
}

/** The first part of the server's version, such as 18. */
export function majorVersion({ version }: RunAs): number {
  return Number.parseInt(version, 10);
}

/** How to start a program: what `spawn` takes. */
export interface CommandLine {
  file: string;
  args: readonly string[];
  options: Pick<SpawnOptions, 'cwd' | 'uid' | 'gid'>;
}

export function commandLine(runAs: RunAs, program: string, args: readonly string[], directory: string): CommandLine {
  const [file = program, ...rest] = [...runAs.prefix, program, ...args];
  const { account } = runAs;
  return { file, args: rest, options: { cwd: directory, ...(account && { uid: account.uid, gid: account.gid }) } };
}

export function runAsProgram(
  runAs: RunAs,
  program: string,
  args: readonly string[],
  directory: string,
): Promise<ProgramResult> {
  const command = commandLine(runAs, program, args, directory);
  return runProgram(command.file, command.args, command.options);
}

/**
 * The name by which a program started in `directory` calls that directory. A program that may not enter a folder above
 * it (a home with mode 0700) still reaches it through the link to its own working directory.
 */
export function nameOfDirectory(runAs: RunAs, directory: string): string {
  return runAs.throughWorkingDirectory ? '/proc/self/cwd' : directory;
}
