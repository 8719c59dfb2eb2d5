import type { Tree } from '@nx/devkit';
import { editJson, textOf } from '../edit/json.js';

interface Package {
  version: string;
  dependencies?: Record<string, string>;
}

interface TsConfig {
  references?: { path: string }[];
}

/** Where the version of a package that many apps need is written down. */
const LIBS = ['libs/service', 'libs/sagas', 'libs/event-store'];

/** Lets an app import these packages: its package.json, and for those of the house its tsconfig.lib.json. */
export function addDependencies(tree: Tree, service: string, names: readonly string[]): void {
  editJson<Package>(tree, `apps/${service}/package.json`, (manifest) => ({
    ...manifest,
    dependencies: {
      ...manifest.dependencies,
      ...Object.fromEntries(
        names.filter((name) => !manifest.dependencies?.[name]).map((name) => [name, versionOf(tree, name)]),
      ),
    },
  }));
  editJson<TsConfig>(tree, `apps/${service}/tsconfig.lib.json`, (config) => {
    const known = new Set(config.references?.map(({ path }) => path));
    const wanted = names
      .filter((name) => name.startsWith('@edda/'))
      .map((name) => `../../libs/${name.slice('@edda/'.length)}/tsconfig.lib.json`);
    const missing = wanted.filter((path) => !known.has(path)).map((path) => ({ path }));
    return { ...config, references: [...(config.references ?? []), ...missing] };
  });
}

function versionOf(tree: Tree, name: string): string {
  if (name.startsWith('@edda/')) return packageIn(tree, `libs/${name.slice('@edda/'.length)}`).version;
  for (const lib of LIBS) {
    const version = packageIn(tree, lib).dependencies?.[name];
    if (version) return version;
  }
  throw new Error(`None of ${LIBS.join(', ')} depends on ${name}: which version is it to be?`);
}

function packageIn(tree: Tree, folder: string): Package {
  return JSON.parse(textOf(tree, `${folder}/package.json`)) as Package;
}
