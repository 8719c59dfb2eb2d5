// Memory of a process with everything it started, the database server included, as proportional set size (PSS):
// shared pages count once, not once per process. Linux only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function processes() {
  const found = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      found.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Gone meanwhile.
    }
  }
  return found;
}

/** Process ids of the roots and of everything below them. */
export function treeOf(roots) {
  const parents = processes();
  const tree = new Set(roots.filter((pid) => parents.has(pid)));
  for (let grown = true; grown;) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (tree.has(parent) && !tree.has(pid)) {
        tree.add(pid);
        grown = true;
      }
    }
  }
  return [...tree];
}

/** In MiB. */
export function pssOf(pids) {
  let kib = 0;
  for (const pid of pids) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Gone meanwhile.
    }
  }
  return kib / 1024;
}

/** The database server of a data folder lives in a session of its own: its number stands in postmaster.pid. */
export function databaseServer(dataDirectory) {
  try {
    return [
      Number(readFileSync(join(dataDirectory, 'postgres/cluster/data/postmaster.pid'), 'utf8').split('\n', 1)[0]),
    ];
  } catch {
    // Not started yet.
    return [];
  }
}

/** Samples the memory of a process and its database until stopped. @returns {{ stop(): number }} the peak in MiB */
export function watchMemory(pid, dataDirectory) {
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, pssOf(treeOf([pid, ...databaseServer(dataDirectory)])));
  };
  const timer = setInterval(sample, 250);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
