import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const SOURCE = join(import.meta.dirname, '../../..');

/** What npm links or writes itself. */
const OWN = new Set(['@edda', '.cache', '.package-lock.json']);

/**
 * A copy of the files of this workspace in a temporary folder. Its node_modules are installed, or else are those of this
 * one with links to the copy's own packages.
 */
export async function copyWorkspace({ install }) {
  const root = await mkdtemp(join(tmpdir(), 'edda-generated-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: SOURCE,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of files.split('\0').filter((name) => name && existsSync(join(SOURCE, name)))) {
    cpSync(join(SOURCE, file), join(root, file), { recursive: true });
  }
  const link = (project) => linkTo(root, project);
  if (install) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  } else {
    borrowPackages(root);
    for (const project of projectsOf(root)) link(project);
  }
  return { root, link, remove: () => rm(root, { recursive: true, force: true }) };
}

function borrowPackages(root) {
  mkdirSync(join(root, 'node_modules/@edda'), { recursive: true });
  for (const name of readdirSync(join(SOURCE, 'node_modules'))) {
    if (!OWN.has(name)) symlinkSync(join(SOURCE, 'node_modules', name), join(root, 'node_modules', name));
  }
  for (const project of projectsOf(SOURCE)) {
    const own = join(SOURCE, project, 'node_modules');
    if (existsSync(own)) cpSync(own, join(root, project, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  }
}

function linkTo(root, project) {
  const path = join(root, 'node_modules/@edda', project.split('/').at(-1));
  if (!existsSync(path)) symlinkSync(relative(dirname(path), join(root, project)), path);
}

function projectsOf(root) {
  return ['apps', 'libs', 'tools'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => `${group}/${name}`)
      .filter((project) => existsSync(join(root, project, 'package.json'))),
  );
}
