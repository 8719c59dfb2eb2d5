import { DBOS } from '@dbos-inc/dbos-sdk';

const SILENT = { debug() {}, info() {}, warn() {}, error: (...said) => console.error(...said) };

/** Workflows of `steps` steps, each adding one. The workflow is called in this process and awaited: nothing is faster there. */
export async function open({ url, poolSize, lengths }) {
  DBOS.setConfig({
    name: 'bench',
    applicationVersion: '1.0.0',
    systemDatabaseUrl: url,
    systemDatabasePoolSize: poolSize,
    logger: SILENT,
  });
  const flows = new Map(
    lengths.map((length) => {
      const flow = async (first) => {
        let sum = first;
        for (let step = 1; step <= length; step++) {
          sum = await DBOS.runStep(() => Promise.resolve(sum + 1), { name: `step-${step}` });
        }
        return sum;
      };
      return [length, DBOS.registerWorkflow(flow, { name: `add-${length}` })];
    }),
  );
  await DBOS.launch();
  return {
    name: 'DBOS',
    isPeer: true,
    async run(length) {
      const sum = await flows.get(length)(0);
      if (sum !== length) throw new Error(`A workflow of ${length} steps came to ${sum}.`);
    },
    close: () => DBOS.shutdown(),
  };
}
