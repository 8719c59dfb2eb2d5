import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { examineProcess, isRunning } from './process-evidence.js';

describe('examineProcess', () => {
  it('tells a process that ended', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(await examineProcess(child.pid ?? 0, tmpdir())).toBe('gone');
    expect(await isRunning(child.pid ?? 0)).toBe(false);
  });

  it('does not take another program for the server, even when it works in the data directory', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { cwd: tmpdir() });
    await once(child, 'spawn');
    expect(await isRunning(child.pid ?? 0)).toBe(true);
    expect(await examineProcess(child.pid ?? 0, tmpdir())).toBe(process.platform === 'win32' ? 'unknown' : 'other');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
