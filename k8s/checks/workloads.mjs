/**
 * The pods that a set of objects makes.
 *
 * @returns {{what: string, kind: string, name: string, labels: object, spec: object, containers: object[]}[]} with
 *   `Deployment content` and the like as `what`
 */
export function workloads(objects, kinds = ['Deployment', 'Job']) {
  return objects
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, metadata: { name }, spec: { template } }) => ({
      what: `${kind} ${name}`,
      kind,
      name,
      labels: template.metadata?.labels ?? {},
      spec: template.spec,
      containers: [...(template.spec.initContainers ?? []), ...template.spec.containers],
    }));
}

/** Whether a label selector takes in these labels. */
export function selects({ matchLabels = {}, matchExpressions = [] }, labels) {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      if (operator === 'Exists') return key in labels;
      if (operator === 'DoesNotExist') return !(key in labels);
      return values.includes(labels[key]) === (operator === 'In');
    })
  );
}
