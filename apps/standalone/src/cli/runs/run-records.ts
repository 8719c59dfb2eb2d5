import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../command-error.js';
import { writeAtomically } from '../files/write-atomically.js';
import { JsonShape } from '../json-shape.js';
import { reasonOf, systemCodeOf } from '../terminal/reason-of.js';
import { readRunRecord, type RunRecord } from './run-record.js';

const PENDING = 'pending-';

/**
 * The records in `<data>/runs/`, a file per run. A record is written before the workflow is asked for, as
 * `pending-<idempotency key>.json`, and gets the name of the workflow as soon as that is known: whenever the process is
 * killed, what was asked for can still be delivered.
 */
export class RunRecords {
  private readonly folder: string;

  constructor(dataDirectory: string) {
    this.folder = join(dataDirectory, 'runs');
  }

  async writePending(idempotencyKey: string, record: RunRecord): Promise<void> {
    await this.writeTo(`${PENDING}${idempotencyKey}`, record);
  }

  async confirm(idempotencyKey: string, workflowId: string): Promise<void> {
    await rename(this.pathOf(`${PENDING}${idempotencyKey}`), this.pathOf(workflowId));
  }

  /** Drops a record whose workflow was refused. */
  async dropPending(idempotencyKey: string): Promise<void> {
    await rm(this.pathOf(`${PENDING}${idempotencyKey}`), { force: true });
  }

  async write(workflowId: string, record: RunRecord): Promise<void> {
    await this.writeTo(workflowId, record);
  }

  /** @returns `undefined` when nothing is known of the run here */
  async find(workflowId: string): Promise<RunRecord | undefined> {
    return this.readFrom(workflowId);
  }

  /**
   * The pending record of a workflow whose creation was not answered in time: the one with the same question and exactly
   * these sources. It is kept under the workflow's name from then on.
   * @param sources the workflow's sources other than addresses
   */
  async adoptPending(
    workflowId: string,
    question: string,
    sources: ReadonlySet<string>,
  ): Promise<RunRecord | undefined> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names
      .filter((candidate) => candidate.startsWith(PENDING) && candidate.endsWith('.json'))
      .sort()) {
      const record = await this.readFrom(name.slice(0, -'.json'.length));
      if (record === undefined || record.question !== question) {
        continue;
      }
      const recorded = [...record.files, ...record.unavailable];
      if (recorded.length === sources.size && recorded.every(({ source }) => sources.has(source))) {
        await rename(join(this.folder, name), this.pathOf(workflowId));
        return record;
      }
    }
    return undefined;
  }

  private pathOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }

  private async writeTo(name: string, record: RunRecord): Promise<void> {
    try {
      await writeAtomically(this.pathOf(name), `${JSON.stringify(record, null, 2)}\n`);
    } catch (error) {
      throw new CommandError(
        `Cannot write ${this.pathOf(name)}: ${reasonOf(error)}. Name another data folder with --data.`,
      );
    }
  }

  private async readFrom(name: string): Promise<RunRecord | undefined> {
    const path = this.pathOf(name);
    try {
      const shape = new JsonShape((at, expected) => {
        throw new SyntaxError(`${at} should be ${expected}`);
      });
      return readRunRecord(shape, JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') {
        return undefined;
      }
      throw new CommandError(`Cannot read the record of the run in ${path}: ${reasonOf(error)}.`);
    }
  }
}
