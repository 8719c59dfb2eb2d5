import { readdirSync } from 'node:fs';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** The floors of the house, from the ground up: each may use those before it. */
const FLOORS = ['kernel', 'event-schemas', 'event-store', 'messaging', 'sagas', 'service'];

const floorConstraints = FLOORS.map((floor, height) => ({
  sourceTag: `type:${floor}`,
  onlyDependOnLibsWithTags: [
    ...FLOORS.slice(0, height + 1).map((lower) => `type:${lower}`),
    'type:test-database',
    'type:test-kafka',
    'type:test-ports',
    'type:test-rabbitmq',
  ],
  ...(height < 2 && { bannedExternalImports: ['@nestjs/*', 'typeorm'] }),
}));

/** One context never imports another: they meet through topics and REST. */
const CONTEXTS = readdirSync(new URL('apps', import.meta.url)).filter((app) => app !== 'standalone');
const scopeConstraints = CONTEXTS.map((app) => ({
  sourceTag: `scope:${app}`,
  onlyDependOnLibsWithTags: [`scope:${app}`, 'scope:shared'],
}));

export default [
  { ignores: ['**/dist', '**/out-tsc', '**/node_modules', '**/coverage', '.nx', '.edda', 'research'] },
  ...nx.configs['flat/base'],
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          banTransitiveDependencies: true,
          allow: [],
          depConstraints: [
            ...floorConstraints,
            ...scopeConstraints,
            {
              sourceTag: 'type:embedded-postgres',
              onlyDependOnLibsWithTags: ['type:embedded-postgres', 'type:test-database', 'type:test-ports'],
            },
            { sourceTag: 'type:test-database', onlyDependOnLibsWithTags: ['type:embedded-postgres'] },
            { sourceTag: 'type:test-kafka', onlyDependOnLibsWithTags: ['type:test-ports'] },
            { sourceTag: 'type:test-rabbitmq', onlyDependOnLibsWithTags: ['type:test-ports'] },
            { sourceTag: 'type:test-ports', onlyDependOnLibsWithTags: [] },
            // Published: whoever calls the API needs nothing else of the house.
            { sourceTag: 'type:client', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['scope:shared'] },
            // Not the embedded database: what a service is deployed with must not carry it.
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: [
                ...FLOORS.map((floor) => `type:${floor}`),
                'type:testing',
                'type:test-kafka',
                'type:test-rabbitmq',
                'type:app',
              ],
            },
            {
              sourceTag: 'type:standalone',
              onlyDependOnLibsWithTags: [
                'type:app',
                'type:client',
                'type:service',
                'type:sagas',
                'type:messaging',
                'type:event-store',
                'type:event-schemas',
                'type:kernel',
                'type:embedded-postgres',
                'type:testing',
                'type:test-kafka',
                'type:test-ports',
                'type:test-rabbitmq',
              ],
            },
          ],
        },
      ],
    },
  },
];
