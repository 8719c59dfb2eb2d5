import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POLICIES } from './policies.mjs';
import { threeOfEverything } from './policies/three-of-everything.mjs';
import { FOLDERS, rendered, services } from './rendered.mjs';
import { schemaProblems } from './schemas.mjs';

for (const folder of FOLDERS) {
  test(`every object of ${folder} fits the schema of its kind`, async () => {
    const problems = [];
    for (const object of rendered(folder)) {
      for (const problem of await schemaProblems(object)) {
        problems.push(`${object.kind} ${object.metadata.name}: ${problem}`);
      }
    }
    assert.deepEqual(problems, []);
  });

  for (const policy of POLICIES) {
    test(`${folder} keeps to the policy ${policy.name}`, () => {
      assert.deepEqual(policy(rendered(folder), services), []);
    });
  }
}

test('overlays/prod has three of everything', () => {
  assert.deepEqual(threeOfEverything(rendered('overlays/prod')), []);
});

test('every object but those of the cluster is in the namespace edda', () => {
  const outside = FOLDERS.flatMap(rendered).filter(
    ({ kind, metadata: { namespace } }) => kind !== 'Namespace' && namespace !== 'edda',
  );
  assert.deepEqual(outside, []);
});
