import type { Tree } from '@nx/devkit';
import { editJson } from '../../../edit/json.js';

interface TsConfig {
  references?: { path: string }[];
}

/** Lets a project see another's types; `before` says in front of which reference, the end otherwise. */
export function addReference(tree: Tree, tsConfig: string, path: string, before?: string): void {
  editJson<TsConfig>(tree, tsConfig, (config) => {
    const references = config.references ?? [];
    if (references.some((reference) => reference.path === path)) return config;
    const next = references.findIndex((reference) => reference.path === before);
    return { ...config, references: references.toSpliced(next === -1 ? references.length : next, 0, { path }) };
  });
}
