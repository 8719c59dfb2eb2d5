import { spawnSync } from 'node:child_process';
import { logger, workspaceRoot } from '@nx/devkit';

/** What follows from the written files: the link to the new package, and the pages and files made of the schemas. */
const STEPS: readonly (readonly string[])[] = [
  ['npm', 'install', '--no-audit', '--no-fund'],
  ['npm', 'run', 'generated'],
];

/**
 * Installs and writes anew what is generated, or says how.
 *
 * @throws Error naming the command that failed; the written files stay
 */
export function completeWorkspace(service: string, skip: boolean): void {
  if (skip) {
    logger.info(`\nStill to do:\n${STEPS.map((step) => `  ${step.join(' ')}\n`).join('')}`);
    return;
  }
  for (const [program = '', ...args] of STEPS) {
    const { status } = spawnSync(program, args, {
      cwd: workspaceRoot,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status === 0) continue;
    throw new Error(
      `apps/${service} is written, but "${[program, ...args].join(' ')}" failed: run it again when its reason is gone.`,
    );
  }
}
