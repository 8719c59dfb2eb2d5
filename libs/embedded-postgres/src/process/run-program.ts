import { spawn, type SpawnOptions } from 'node:child_process';
import { cleanEnvironment } from './clean-environment.js';

export interface ProgramResult {
  /** Exit code; null when the program could not be started or was ended by a signal. */
  code: number | null;
  /** What it wrote to stdout and stderr, or why it could not be started. */
  output: string;
}

/**
 * Runs a program to its end and never rejects. It gets a session of its own where the platform knows such a thing, so
 * that Ctrl-C in the terminal does not cut it short.
 */
export function runProgram(file: string, args: readonly string[], options: SpawnOptions = {}): Promise<ProgramResult> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, {
      env: cleanEnvironment(),
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
    // On Windows a server inherits the pipes of the pg_ctl that starts it, and `close` would come with its end.
    if (process.platform === 'win32') child.on('exit', (code) => setImmediate(() => resolve({ code, output })));
  });
}
