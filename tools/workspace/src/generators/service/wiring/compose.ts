import type { Tree } from '@nx/devkit';
import { editText } from '../../../edit/json.js';
import { addYamlEntry, addYamlItem } from '../../../edit/yaml.js';
import type { Spellings } from '../../../names/aggregate-names.js';

const COMPOSE = 'docker-compose.yml';

/** The service, its migrations and its database in the compose file, and what Prometheus asks. */
export function wireCompose(tree: Tree, { kebab, snake, constant }: Spellings): void {
  const url = `postgres://edda_${snake}:\${DATABASE_PASSWORD:-only-for-loopback}@postgres:5432/edda_${snake}`;
  const migration = `
  <<: *migration
  image: edda/${kebab}:\${TAG:-dev}
  environment:
    <<: *keys
    DATABASE_URL: ${url}
  deploy: *migration-limits
`;
  const service = `
  <<: *service
  image: edda/${kebab}:\${TAG:-dev}
  build: { <<: *build, args: { <<: *build-args, APP: ${kebab} } }
  environment:
    <<: *stateful
    DATABASE_URL: ${url}
  networks: [data, api]
  depends_on:
    <<: *brokers
    ${kebab}-migrate: { condition: service_completed_successfully }
  deploy: *limits
`;
  editText(
    tree,
    COMPOSE,
    withDatabase(snake),
    (text) => addYamlEntry(text, ['services'], `${kebab}-migrate`, migration, { before: 'gateway' }),
    (text) => addYamlEntry(text, ['services'], kebab, service, { before: 'gateway' }),
    (text) =>
      addYamlEntry(text, ['services', 'gateway', 'environment'], `${constant}_URL`, `http://${kebab}:8080`, {
        before: 'ACCESS_TOKEN',
      }),
    (text) => addYamlEntry(text, ['services', 'gateway', 'depends_on'], kebab, '{ condition: service_healthy }'),
  );
  editText(tree, 'observability/prometheus.yaml', (text) =>
    addYamlItem(text, ['scrape_configs', '0', 'dns_sd_configs', '0', 'names'], kebab),
  );
}

/** The list of databases ends with those that are no service's. */
function withDatabase(snake: string): (text: string) => string {
  return (text) =>
    text.replace(/^( *DATABASES: )(.*?)( broker keys)$/m, (line, label: string, names: string, rest: string) =>
      names.split(' ').includes(snake) ? line : `${label}${names} ${snake}${rest}`,
    );
}
