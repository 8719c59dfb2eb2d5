// What docker-compose.yml and .env.example promise, without a container engine: node --test containers/*.spec.mjs
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (file) => readFileSync(join(root, file), 'utf8');
const text = read('docker-compose.yml');
const { services } = parse(text, { merge: true });
const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(join(root, 'apps', app, 'package.json')));
const stateful = apps.filter((app) => !['gateway', 'standalone'].includes(app));

/** `${NAME}`, `${NAME:-default}` by name. */
const used = new Map(
  [...text.matchAll(/(?<!\$)\$\{([A-Z_]+)(?::-([^}]*))?\}/g)].map(([, name, value]) => [name, value]),
);
/** `#NAME=value`, as often as it stands in .env.example. */
const explained = [...read('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => ({ name, value }));

/** The variables that a folder of sources declares with `@Env`. */
function settingsIn(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => [...read(join(folder, file)).matchAll(/@Env\('([A-Z_]+)'/g)].map(([, name]) => name));
}

test('Every service has its image, its own database, and a migration that it waits for', () => {
  const databases = services.databases.environment.DATABASES.split(' ');
  for (const app of stateful) {
    const { image, build, environment, depends_on: dependencies } = services[app] ?? {};
    assert.equal(image, `edda/${app}:\${TAG:-dev}`, `docker-compose.yml has no service ${app}: add one like learning.`);
    assert.equal(build.args.APP, app);
    assert.equal(dependencies[`${app}-migrate`]?.condition, 'service_completed_successfully');
    assert.equal(dependencies.kafka?.condition, 'service_healthy');
    const name = app.replaceAll('-', '_');
    assert.ok(databases.includes(name), `DATABASES in docker-compose.yml does not name ${name}.`);
    assert.match(environment.DATABASE_URL, new RegExp(`^postgres://edda_${name}:.*/edda_${name}$`));
    assert.equal(environment.MIGRATIONS, 'wait');
    const migration = services[`${app}-migrate`];
    assert.equal(migration.environment.DATABASE_URL, environment.DATABASE_URL);
    assert.deepEqual([migration.image, migration.command], [image, ['migrate']]);
    assert.equal(migration.depends_on.databases.condition, 'service_completed_successfully');
  }
});

test('The gateway knows every service and starts when all are ready', () => {
  for (const app of stateful) {
    const variable = `${app.replaceAll('-', '_').toUpperCase()}_URL`;
    assert.equal(services.gateway.environment[variable], `http://${app}:8080`);
    assert.equal(services.gateway.depends_on[app]?.condition, 'service_healthy');
  }
});

test('Every setting of a service can be set', () => {
  // The image says where to listen, and names that tell instances apart come from the engine.
  const given = ['HOST', 'PORT', 'INSTANCE', 'AGENT_NAME'];
  const common = settingsIn('libs/service/src/config');
  assert.ok(common.includes('LOG_LEVEL'));
  for (const app of stateful) {
    for (const name of [...common, ...settingsIn(join('apps', app, 'src'))].filter(
      (setting) => !given.includes(setting),
    )) {
      assert.ok(name in services[app].environment, `The service ${app} in docker-compose.yml is not given ${name}.`);
    }
  }
  for (const name of settingsIn('apps/gateway/src')) {
    assert.ok(name in services.gateway.environment, `The gateway in docker-compose.yml is not given ${name}.`);
  }
});

test('.env.example explains every setting that is used, with the default that holds, and no other', () => {
  const names = new Set(explained.map(({ name }) => name));
  for (const [name, value] of used) {
    assert.ok(names.has(name), `docker-compose.yml uses ${name}: explain it in .env.example as #${name}=...`);
    if (!value) continue;
    const values = explained.filter((line) => line.name === name).map((line) => line.value);
    assert.ok(values.includes(value), `The default of ${name} is "${value}", but .env.example says "${values}".`);
  }
  for (const name of names) {
    if (name === 'COMPOSE_PROFILES') continue;
    assert.ok(used.has(name), `.env.example explains ${name}, which docker-compose.yml does not use.`);
  }
});

test('Every container is confined, and nothing is published but on the loopback address', () => {
  for (const [name, service] of Object.entries(services)) {
    assert.equal(service.read_only, true, `${name} can write to its root`);
    assert.deepEqual(service.cap_drop, ['ALL'], `${name} keeps capabilities`);
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], `${name} may gain privileges`);
    assert.ok(service.deploy?.resources?.limits?.memory, `${name} may take all memory`);
    assert.ok(!service.privileged && !service.cap_add, `${name} is privileged`);
    if (service.ports) assert.ok(['gateway', 'grafana'].includes(name), `${name} is published`);
    for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:/);
    for (const [volume] of (service.volumes ?? []).map((mount) => mount.split(':'))) {
      if (volume.startsWith('.'))
        assert.ok(existsSync(join(root, volume)), `${name} mounts ${volume}, which is not there`);
    }
  }
});

test('The optional parts are off unless their profile is on', () => {
  const profiles = {
    edda: 'tools',
    rabbitmq: 'rabbitmq',
    clamav: 'clamav',
    prometheus: 'monitoring',
    grafana: 'monitoring',
  };
  for (const [name, service] of Object.entries(services)) {
    assert.deepEqual(service.profiles, profiles[name] && [profiles[name]], name);
  }
});
