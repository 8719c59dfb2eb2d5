const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PROBLEM = 'application/problem+json';

/** What a reference of the document means. */
export function resolved(document, value) {
  if (value?.$ref === undefined) return value;
  const parts = value.$ref.slice('#/'.length).split('/');
  return parts.reduce((at, part) => at?.[part], document);
}

/** Each operation of the document. */
export function* operationsOf(document) {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) if (item[method]) yield { path, method, operation: item[method] };
  }
}

/** Each problem of each operation: its status, code and description, and the example. */
export function* problemsOf(document) {
  for (const { path, method, operation } of operationsOf(document)) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      const examples = resolved(document, answer).content?.[PROBLEM]?.examples ?? {};
      for (const [code, example] of Object.entries(examples)) {
        const { summary: description, value } = resolved(document, example);
        yield { path, method, status: Number(status), code, description, value };
      }
    }
  }
}
