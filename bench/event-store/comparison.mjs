import { measureAppends, measureUnitsOfWork } from './append.mjs';
import { followersOf, measureLag } from './lag.mjs';
import { measureReads } from './read.mjs';
import { measureReplay } from './replay.mjs';
import { onServer } from './server.mjs';
import { openEdda } from './subjects/edda.mjs';
import { cursorReader, installPeers, openPeers } from './subjects/peers.mjs';
import { openPlain } from './subjects/plain.mjs';

const BENCH = 'event-store';

/** @param {{ rounds?: string, seconds?: string, quick?: boolean, only?: string, 'no-peers'?: boolean }} options */
export async function comparison({ quick = false, only, ...options }) {
  const plan = {
    quick,
    rounds: Number(options.rounds ?? (quick ? 1 : 7)),
    seconds: Number(options.seconds ?? (quick ? 0.2 : 2)),
  };
  const peersWanted = !options['no-peers'];
  if (peersWanted) installPeers();
  return onServer(async (server) => {
    const edda = await openEdda(await server.database('edda'));
    const plain = await openPlain(await server.database('plain'));
    const prepared = await openPlain(await server.database('prepared'), true);
    const peers = peersWanted ? await openPeers(server) : [];
    const cursor = peersWanted ? await cursorReader() : undefined;
    const all = [edda, plain, prepared, ...peers];
    const workloads = {
      append: () => measureAppends(BENCH, all, plan),
      'unit-of-work': () => measureUnitsOfWork(BENCH, [edda, plain], plan),
      read: () => measureReads(BENCH, [edda, plain, ...peers], plan),
      replay: () => measureReplay(BENCH, edda, cursor, plan),
      lag: () => measureLag(BENCH, followersOf(edda, peers), plan),
    };
    try {
      const rows = [];
      for (const [name, measure] of Object.entries(workloads)) {
        if (only === undefined || only === name) rows.push(...(await measure()));
      }
      return rows;
    } finally {
      for (const subject of all) await subject.close();
    }
  });
}
