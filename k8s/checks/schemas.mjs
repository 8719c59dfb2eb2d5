import { withKnownFields } from './known-fields.mjs';

/** Where the schemas of an API version come from. Others, given up or not known here, are refused. */
const SCHEMAS = {
  v1: 'kubernetes-models',
  'apps/v1': 'kubernetes-models',
  'batch/v1': 'kubernetes-models',
  'networking.k8s.io/v1': 'kubernetes-models',
  'policy/v1': 'kubernetes-models',
  'gateway.networking.k8s.io/v1': '@kubernetes-models/gateway-api',
  'kafka.strimzi.io/v1': '@kubernetes-models/strimzi-kafka-operator',
  'keda.sh/v1alpha1': '@kubernetes-models/keda',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator',
  'postgresql.cnpg.io/v1': '@kubernetes-models/cloudnative-pg',
};

/** @returns {Promise<string[]>} what the schema of its kind does not allow, unknown fields among it */
export async function schemaProblems(object) {
  const { apiVersion, kind } = object;
  const model = await modelOf(apiVersion, kind);
  if (model === null) return [`there is no schema of ${apiVersion} ${kind}`];
  const { tracked, unknownFields } = withKnownFields(object);
  try {
    model.prototype.validate.call(tracked);
  } catch (error) {
    return [error.message];
  }
  return unknownFields().map((path) => `${path} is not a field of ${apiVersion} ${kind}`);
}

async function modelOf(apiVersion, kind) {
  if (!Object.hasOwn(SCHEMAS, apiVersion)) return null;
  const models = await import(`${SCHEMAS[apiVersion]}/${apiVersion}`);
  return models[kind] ?? null;
}
