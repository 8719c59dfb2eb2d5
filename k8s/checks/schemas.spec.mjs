import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rendered } from './rendered.mjs';
import { schemaProblems } from './schemas.mjs';

const cases = [
  ['Deployment', 'spec.template.spec.containers.0.readinesProbe', ({ spec }) => (containerOf(spec).readinesProbe = {})],
  [
    'Deployment',
    'spec.template.spec.containers.0.securityContext.readOnlyRootFileSystem',
    ({ spec }) => (containerOf(spec).securityContext = { readOnlyRootFileSystem: true }),
  ],
  ['Deployment', 'metadata.label', ({ metadata }) => (metadata.label = {})],
  ['NetworkPolicy', 'spec.podselector', ({ spec }) => (spec.podselector = {})],
  ['Kafka', 'spec.kafka.replicas', ({ spec }) => (spec.kafka.replicas = 3)],
  ['KafkaNodePool', 'spec.storage.sise', ({ spec }) => (spec.storage.sise = '1Gi')],
  ['KafkaTopic', 'spec.retention', ({ spec }) => (spec.retention = 1)],
  ['KafkaUser', 'spec.authentication.kind', ({ spec }) => (spec.authentication.kind = 'tls')],
  ['Cluster', 'spec.instance', ({ spec }) => (spec.instance = 3)],
  ['ScaledObject', 'spec.triggers.0.topic', ({ spec }) => (spec.triggers[0].topic = 'content_events')],
  ['ServiceMonitor', 'spec.endpoints.0.honourLabels', ({ spec }) => (spec.endpoints[0].honourLabels = true)],
  ['PrometheusRule', 'spec.groups.0.rules.0.severity', ({ spec }) => (spec.groups[0].rules[0].severity = 'critical')],
  ['HTTPRoute', 'spec.rules.0.backend', ({ spec }) => (spec.rules[0].backend = [])],
];

for (const [kind, path, mutate] of cases) {
  test(`the field ${path}, which a ${kind} does not have, is found`, async () => {
    const object = objectOf(kind);
    mutate(object);
    assert.deepEqual(await schemaProblems(object), [`${path} is not a field of ${object.apiVersion} ${kind}`]);
  });
}

test('a value of the wrong type is found', async () => {
  const deployment = objectOf('Deployment');
  deployment.spec.replicas = '3';
  assert.deepEqual(await schemaProblems(deployment), ['data/spec/replicas must be integer']);
});

test('a version of a kind that has been given up is found', async () => {
  const budget = { ...objectOf('PodDisruptionBudget'), apiVersion: 'policy/v1beta1' };
  assert.deepEqual(await schemaProblems(budget), ['there is no schema of policy/v1beta1 PodDisruptionBudget']);
});

test('names in a map are free', async () => {
  const namespace = objectOf('Namespace');
  namespace.metadata.labels['edda/anything'] = 'goes';
  assert.deepEqual(await schemaProblems(namespace), []);
});

function objectOf(kind) {
  return rendered('overlays/prod').find((one) => one.kind === kind);
}

function containerOf(spec) {
  return spec.template.spec.containers[0];
}
