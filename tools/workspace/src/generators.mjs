// What Nx loads: it cannot resolve the imports of the TypeScript sources by itself, and nothing needs to be built first.
import { register } from 'node:module';

register('@swc-node/register/esm', import.meta.url);

const generator = (name) => async (tree, options) => {
  const { default: run } = await import(`./generators/${name}/${name}.generator.ts`);
  return run(tree, options);
};

export const service = generator('service');
export const aggregate = generator('aggregate');
export const event = generator('event');
export const saga = generator('saga');
export const projection = generator('projection');
