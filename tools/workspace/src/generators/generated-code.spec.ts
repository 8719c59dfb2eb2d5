import { expect, it } from '@jest/globals';
import { realWorkspace } from '../testing/real-workspace.js';
import { typeErrors } from '../testing/type-errors.js';
import { aggregateGenerator } from './aggregate/aggregate.generator.js';
import { eventGenerator } from './event/event.generator.js';
import { projectionGenerator } from './projection/projection.generator.js';
import { sagaGenerator } from './saga/saga.generator.js';
import { serviceGenerator } from './service/service.generator.js';

it('what all generators write together fits the libraries as they are', async () => {
  const tree = realWorkspace();
  const service = 'sextant-desk';
  await serviceGenerator(tree, { name: service, aggregate: 'sextant-slot' });
  await aggregateGenerator(tree, { name: 'sextant-policy', service });
  await eventGenerator(tree, { name: 'SextantSlotPolished', service, command: 'polish' });
  await projectionGenerator(tree, {
    name: 'sextant-summary',
    service,
    events: 'SextantSlotCreated,SextantSlotPolished',
  });
  await sagaGenerator(tree, { name: 'sextant-repair', service, aggregate: 'sextant-slot' });
  // One that is wrong shows that wrong ones are found.
  tree.write(`apps/${service}/src/wrong.ts`, "export const wrong: number = 'a text';\n");
  expect(typeErrors(tree, `apps/${service}`)).toEqual([
    `apps/${service}/src/wrong.ts:1: Type 'string' is not assignable to type 'number'.`,
  ]);
}, 600_000);
