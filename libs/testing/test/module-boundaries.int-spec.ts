import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const env = { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' };

/** Lints code as if it stood in a file of the workspace. */
function lint(file: string, code: string): string {
  const { stdout, stderr } = spawnSync(bin('eslint'), ['--stdin', '--stdin-filename', join(root, file)], {
    cwd: root,
    env,
    input: code,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('the borders of the house', () => {
  // ESLint reads a stored project graph: made anew, so that it knows every project.
  const projects = JSON.parse(
    execFileSync(bin('nx'), ['show', 'projects', '--json'], { cwd: root, env, encoding: 'utf8' }),
  ) as string[];

  it('refuse an import of another context', () => {
    const report = lint(
      'apps/learning/src/forbidden.ts',
      "import { contentService } from '@edda/content';\nexport const x = contentService;\n",
    );
    expect(report).toContain('@nx/enforce-module-boundaries');
  });

  it('refuse an arrow that points up', () => {
    const report = lint(
      'libs/kernel/src/forbidden.ts',
      "import { given } from '@edda/service';\nexport const x = given;\n",
    );
    expect(report).toContain('@nx/enforce-module-boundaries');
  });

  it('refuse Nest on the ground floor', () => {
    const report = lint(
      'libs/kernel/src/forbidden.ts',
      "import { Module } from '@nestjs/common';\nexport const x = Module;\n",
    );
    expect(report).toContain('@nx/enforce-module-boundaries');
  });

  it('refuse the embedded database in a service', () => {
    const report = lint(
      'apps/learning/src/forbidden.ts',
      "import { startEmbeddedPostgres } from '@edda/embedded-postgres';\nexport const x = startEmbeddedPostgres;\n",
    );
    expect(report).toContain('type:app');
  });

  it('allow an arrow that points down', () => {
    const report = lint(
      'apps/learning/src/allowed.ts',
      "import { newId } from '@edda/kernel';\nexport const x = newId();\n",
    );
    expect(report).toBe('');
  });

  it('know every project by its tags', () => {
    const untagged = projects.filter((project) => {
      const text = execFileSync(bin('nx'), ['show', 'project', project, '--json'], {
        cwd: root,
        env,
        encoding: 'utf8',
      });
      const { tags = [] } = JSON.parse(text) as { tags?: string[] };
      return !tags.some((tag) => tag.startsWith('type:')) || !tags.some((tag) => tag.startsWith('scope:'));
    });
    expect(untagged).toEqual([]);
  });
});
