import { say } from '../event-store/progress.mjs';
import { onServer } from '../event-store/server.mjs';
import { installPeers } from '../event-store/subjects/peers.mjs';
import { POOL_SIZE } from '../event-store/settings.mjs';
import { openEdda } from './edda.mjs';
import { measureGrowth } from './growth.mjs';
import { LENGTHS, measureSteps } from './steps.mjs';

/** @param {{ rounds?: string, seconds?: string, quick?: boolean, only?: string, finished?: string, 'no-peers'?: boolean }} options */
export async function comparison({ quick = false, only, ...options }) {
  const plan = {
    rounds: Number(options.rounds ?? (quick ? 1 : 5)),
    seconds: Number(options.seconds ?? (quick ? 0.5 : 4)),
    finished: Number(options.finished ?? (quick ? 1_000 : 100_000)),
  };
  const peersWanted = !options['no-peers'];
  if (peersWanted) installPeers();
  return onServer(async (server) => {
    const peer = peersWanted ? await openDbos(server) : undefined;
    const workloads = {
      steps: async () => {
        const edda = await openEdda(server);
        try {
          return await measureSteps([edda.local, edda.remote, ...(peer ? [peer] : [])], plan);
        } finally {
          await edda.close();
        }
      },
      growth: () => measureGrowth(server, plan),
    };
    try {
      const rows = [];
      for (const [name, measure] of Object.entries(workloads)) {
        if (only === undefined || only === name) rows.push(...(await measure()));
      }
      return rows;
    } finally {
      await peer?.close();
    }
  });
}

async function openDbos(server) {
  try {
    const { open } = await import('../peers/dbos.mjs');
    return await open({ url: await server.database('dbos'), poolSize: POOL_SIZE, lengths: LENGTHS });
  } catch (error) {
    say(`DBOS is not measured: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
