import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs the research command, and something the first time that it says a line.
 *
 * @param {{ args: string[], env: object, cwd: string, events: [RegExp, () => void][] }} options
 * @throws Error when the command fails, with what it said, or when a line of `events` was never said
 */
export async function researchWhile({ args, env, cwd, events }) {
  const child = spawn(process.execPath, ['tools/launch.mjs', 'research', ...args], { cwd, env });
  const lines = [];
  const waiting = new Map(events);
  const ended = new Promise((resolve) => child.on('close', resolve));
  const read = async (stream) => {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      for (const [pattern, happens] of waiting) {
        if (!pattern.test(line)) continue;
        waiting.delete(pattern);
        happens();
      }
    }
  };
  await Promise.all([read(child.stdout), read(child.stderr)]);
  const code = await ended;
  if (code !== 0) throw new Error(`The research command ended with ${code}:\n${lines.join('\n')}`);
  if (waiting.size > 0) throw new Error(`It never said ${[...waiting.keys()].join(', ')}:\n${lines.join('\n')}`);
}
