import type { Tree } from '@nx/devkit';
import { editJson, textOf } from '../../../edit/json.js';

interface Manifest {
  dependencies?: Record<string, string>;
}

/** A package that a project imports, in its place by name. */
export function addDependency(tree: Tree, project: string, name: string, version: string): void {
  editJson<Manifest>(tree, `${project}/package.json`, (manifest) => {
    if (manifest.dependencies?.[name]) return manifest;
    const all = { ...manifest.dependencies, [name]: version };
    const dependencies = Object.fromEntries(Object.entries(all).sort(([left], [right]) => (left < right ? -1 : 1)));
    return { ...manifest, dependencies };
  });
}

/** The versions of packages that a project depends on. */
export function versionsOf(tree: Tree, project: string): Readonly<Record<string, string>> {
  return (JSON.parse(textOf(tree, `${project}/package.json`)) as Manifest).dependencies ?? {};
}
