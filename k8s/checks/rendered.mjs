import { join } from 'node:path';
import { render, renderer } from './render.mjs';
import { services as servicesOf } from './services.mjs';

const k8s = join(import.meta.dirname, '..');

export const FOLDERS = ['overlays/dev', 'overlays/prod', 'checks/ingress'];

export const services = servicesOf(join(k8s, '..'));

const cache = new Map();

/** The objects of a folder of k8s/, a copy for each caller. */
export function rendered(folder) {
  if (!cache.has(folder)) cache.set(folder, render(renderer(), join(k8s, folder)));
  return structuredClone(cache.get(folder));
}
