import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';

const RENDERERS = [
  ['kustomize', ['build']],
  ['kubectl', ['kustomize']],
];

/** The command line that renders a folder: of kustomize, or of kubectl; null when neither is installed. */
export function renderer() {
  return RENDERERS.find(([command]) => spawnSync(command, ['version']).error === undefined) ?? null;
}

/** @returns the objects that a kustomization makes */
export function render([command, words], folder) {
  const { status, stdout, stderr } = spawnSync(command, [...words, folder], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`"${command} ${words.join(' ')} ${folder}" failed:\n${stderr}`);
  return parseAllDocuments(stdout).map((document) => document.toJS());
}
