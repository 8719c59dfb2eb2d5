import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rendered, services } from '../rendered.mjs';
import { World } from '../world.mjs';

/**
 * A test that a policy finds what is changed in the manifests of production.
 *
 * @param {string} sentence what it must say among others
 */
export function finds(policy, sentence, change) {
  test(`the policy ${policy.name} finds: ${sentence}`, () => {
    const world = new World(rendered('overlays/prod'));
    change(world);
    const problems = policy(world.objects, services);
    assert.ok(problems.includes(sentence), `it found ${JSON.stringify(problems)}`);
  });
}
