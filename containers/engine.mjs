import { spawnSync } from 'node:child_process';

/** Why no container can be run here, as a sentence; undefined when one can. */
export function engineProblem() {
  const { error, status, stderr } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (error?.code === 'ENOENT')
    return 'there is no docker here. Install Docker Engine 20.10 or newer, or Docker Desktop.';
  if (error) return `docker does not answer (${error.code}).`;
  if (status === 0) return undefined;
  return `docker has no engine: ${stderr.trim().split('\n')[0]}`;
}

/** Why docker-compose.yml cannot be run here, as a sentence; undefined when it can. */
export function composeProblem() {
  const { status, stdout } = spawnSync('docker', ['compose', 'version', '--short'], { encoding: 'utf8' });
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (status !== 0 || major === undefined) return 'docker has no Compose: install its plugin, version 2.20 or newer.';
  if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 20)) {
    return `docker has Compose ${stdout.trim()}: version 2.20 or newer is needed.`;
  }
  return undefined;
}
