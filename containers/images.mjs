import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The images that everything is built upon or runs on, by the variable that names another one. */
const FOUNDATIONS = ['NODE_IMAGE', 'POSTGRES_IMAGE', 'KAFKA_IMAGE'];

/** Which of the images are neither here nor can be pulled, as a sentence; undefined when all are there. */
export function missingImages() {
  const text = readFileSync(new URL('../docker-compose.yml', import.meta.url), 'utf8');
  const images = FOUNDATIONS.map(
    (name) => process.env[name] || new RegExp(String.raw`\$\{${name}:-([^}]+)\}`).exec(text)?.[1],
  );
  const missing = images.filter((image) => !succeeds('image', 'inspect', image) && !succeeds('pull', image));
  if (missing.length === 0) return undefined;
  return `${missing.join(', ')} can neither be found nor pulled. .ci/base-images makes stand-ins for them.`;
}

function succeeds(...args) {
  return spawnSync('docker', args, { stdio: 'ignore', timeout: 300_000 }).status === 0;
}
