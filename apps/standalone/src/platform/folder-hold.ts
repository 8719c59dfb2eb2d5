import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { StartupError } from '@edda/service';
import type { DataFolder } from './data-folder.js';
import { isRunning, processIdentity } from './process-identity.js';

/** Who holds a data folder. The address is null while the platform starts. */
export interface Holder {
  pid: number;
  /** Tells the process from a later one with the same number. */
  identity: string | null;
  url: string | null;
  startedAt: string;
}

/** The running platform that holds a folder; null when nobody does. What a killed process left behind does not count. */
export async function currentHolder(folder: DataFolder): Promise<Holder | null> {
  const holder = await readHolder(folder);
  return holder && (await isRunning(holder.pid, holder.identity)) ? holder : null;
}

/** The right to use a data folder, held by one process at a time. */
export class FolderHold {
  private constructor(
    private readonly folder: DataFolder,
    private readonly holder: Holder,
  ) {}

  /** @throws StartupError when another process holds it */
  static async take(folder: DataFolder): Promise<FolderHold> {
    const { pid } = process;
    const identity = await processIdentity(pid);
    const holder: Holder = { pid, identity, url: null, startedAt: new Date().toISOString() };
    for (let attempt = 1; attempt <= 5; attempt++) {
      if (await tryWrite(folder, holder)) return new FolderHold(folder, holder);
      const other = await readHolder(folder);
      if (other && other.pid !== pid && (await isRunning(other.pid, other.identity))) throw held(folder, other);
      await rm(folder.holder, { force: true });
    }
    throw new StartupError(`The data folder ${folder.path} could not be taken: others take it at the same time.`);
  }

  /** Lets others know where the platform answers. */
  async announce(url: string): Promise<void> {
    const temporary = `${this.folder.holder}.${process.pid}`;
    await writeFile(temporary, JSON.stringify({ ...this.holder, url }));
    await rename(temporary, this.folder.holder);
  }

  async release(): Promise<void> {
    await rm(this.folder.holder, { force: true });
  }
}

function held({ path }: DataFolder, { pid, url, startedAt }: Holder): StartupError {
  const where = url ? `at ${url}` : 'and is starting';
  return new StartupError(
    `The data folder ${path} is held by process ${pid}, a platform that runs since ${startedAt} ${where}. ` +
      'Use that one, stop it, or give another folder with --data.',
  );
}

async function tryWrite(folder: DataFolder, holder: Holder): Promise<boolean> {
  try {
    await writeFile(folder.holder, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Null when there is no file, or half of one: its writer was killed. */
async function readHolder(folder: DataFolder): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(folder.holder, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
